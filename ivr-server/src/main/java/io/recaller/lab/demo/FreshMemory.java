package io.recaller.lab.demo;

import io.recaller.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Empties the demo's own database: what callers of an earlier demo wanted would change the menus of
 * this one. An operator's database is never touched.
 */
record FreshMemory(Settings settings) {
    void begin() throws IOException {
        switch (settings.storage()) {
            case Settings.Storage.Embedded(var folder, var _) -> {
                if (Files.exists(folder.resolve("postmaster.pid"))) {
                    new DatabaseOff(settings).close();
                }
                empty(folder);
            }
            case Settings.Storage.Given _ -> {}
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
