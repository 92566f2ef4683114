package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedClassesTest {
    @Test
    void theCommittedClassesAreThoseOfTheMigrations(@TempDir Path folder) throws Exception {
        GenerateJooq.generateInto(folder);

        assertThat(sources(Path.of("src/main/jooq")))
                .as("run `make jooq` and commit what it changed")
                .isEqualTo(sources(folder));
    }

    private static Map<String, String> sources(Path folder) throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sources.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }
}
