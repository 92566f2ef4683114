package io.recaller.doctor;

import io.recaller.Stores;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperNames;
import io.recaller.settings.Settings;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;

/** Looks at the database that is open: answers, version, clock, PINs. */
final class DatabaseFindings {
    private static final Duration APART = Duration.ofSeconds(2);

    private final Settings settings;
    private final Stores stores;
    private final InstantSource clock = InstantSource.system();

    DatabaseFindings(Settings settings, Stores stores) {
        this.settings = settings;
        this.stores = stores;
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        var well = stores.database().answersWithin(Duration.ofSeconds(2));
        findings.add(
                well
                        ? Finding.ok("database", "answers")
                        : Finding.bad(
                                "database", "is slow to answer: more than 2 s; look at its load"));
        if (well) {
            findings.add(version());
            findings.add(clock());
            findings.add(pins());
        }
        return findings;
    }

    /** One too old is refused when the database is opened, with the remedy. */
    private Finding version() {
        var words =
                stores.database()
                        .atOnce(tx ->
                                tx.dsl()
                                        .select(
                                                DSL.function(
                                                        "current_setting",
                                                        String.class,
                                                        DSL.val("server_version")))
                                        .fetchSingle()
                                        .value1());
        return Finding.ok("versions", "PostgreSQL " + words.replaceFirst(" .*", ""));
    }

    private Finding clock() {
        var before = clock.instant();
        var theirs =
                stores.database()
                        .atOnce(tx ->
                                tx.dsl()
                                        .select(
                                                DSL.function(
                                                        "clock_timestamp", OffsetDateTime.class))
                                        .fetchSingle()
                                        .value1());
        var here = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        return ClockFinding.of("PostgreSQL's", Duration.between(here, theirs.toInstant()), APART);
    }

    private Finding pins() {
        if (stores.pins().pepper() instanceof Pepper.Missing(var problem)) {
            return Files.exists(settings.pepper())
                            || stores.database().inTransaction(PepperNames::any)
                    ? Finding.bad("pins", problem)
                    : Finding.ok("pins", problem);
        }
        var unreadable = stores.database().inTransaction(stores.pins()::unreadable);
        return unreadable.isEmpty()
                ? Finding.ok("pins", settings.pepper() + " is there; keep a copy of it")
                : Finding.bad(
                        "pins",
                        unreadable.values().stream().mapToInt(Integer::intValue).sum()
                                + " PINs need the key "
                                + String.join(", ", unreadable.keySet())
                                + ", which is not in "
                                + settings.pepper()
                                + "; add its line from a copy or another server, or set these PINs"
                                + " anew");
    }
}
