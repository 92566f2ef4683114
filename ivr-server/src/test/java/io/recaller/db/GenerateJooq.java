package io.recaller.db;

import java.nio.file.Path;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/** Generates the jOOQ classes from the migrations in {@code sql/}: {@code make jooq}. */
public final class GenerateJooq {
    private GenerateJooq() {}

    /** Writes into the folder given, or into {@code src/main/jooq}. */
    public static void main(String[] arguments) throws Exception {
        generateInto(Path.of(arguments.length == 0 ? "src/main/jooq" : arguments[0]));
    }

    static void generateInto(Path folder) throws Exception {
        var settings = TestDatabase.freshSettings();
        GenerationTool.generate(
                new Configuration()
                        .withJdbc(
                                new Jdbc()
                                        .withUrl(settings.url())
                                        .withUser(settings.user())
                                        .withPassword(settings.password()))
                        .withGenerator(
                                new Generator()
                                        .withDatabase(schema())
                                        .withGenerate(classes())
                                        .withTarget(
                                                new Target()
                                                        .withPackageName("io.recaller.db.generated")
                                                        .withDirectory(folder.toString()))));
    }

    private static Database schema() {
        return new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema("public")
                .withOutputSchemaToDefault(true)
                .withExcludes(
                        "flyway_.*|contact_default|contact_before_[0-9]{4}|contact_[0-9]{4}_[0-9]{2}"
                                // functions that only other functions call
                                + "|heard_menus|count_menu_visits|count_open_menu_visits|menu_visits"
                                + "|customer_families|customer_arms")
                .withForcedTypes(
                        new ForcedType()
                                .withName("INSTANT")
                                .withIncludeTypes("(?i:timestamptz|timestamp.*with.*time.*zone)"));
    }

    private static Generate classes() {
        return new Generate()
                .withGeneratedAnnotation(true)
                .withGeneratedAnnotationDate(false)
                .withGeneratedAnnotationJooqVersion(false)
                .withPojos(false)
                .withDaos(false)
                .withRoutines(false)
                .withSequences(false)
                .withIndexes(false)
                .withImplicitJoinPathsToMany(false)
                .withImplicitJoinPathsManyToMany(false)
                .withComments(true);
    }
}
