package io.recaller.lab.demo;

import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.settings.Settings;

/** Stops the demo's PostgreSQL at the end; an operator's goes on, a demo should leave nothing. */
record DatabaseOff(Settings settings) implements AutoCloseable {
    @Override
    public void close() {
        switch (settings.storage()) {
            case Settings.Storage.Embedded(var folder, var port) -> {
                var database = new PostgresSettings(folder, port);
                if (PostgresServer.runs(database)) {
                    PostgresServer.start(database).stop();
                }
            }
            case Settings.Storage.Given _ -> {}
        }
    }
}
