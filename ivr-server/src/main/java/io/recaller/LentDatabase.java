package io.recaller;

import io.recaller.db.DatabaseSettings;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.settings.Settings;

/**
 * An installation's database for a command that takes it as it is: nothing is migrated. PostgreSQL
 * brought along is started where it was stopped, and stopped again unless a server came meanwhile.
 */
public final class LentDatabase implements AutoCloseable {
    private final DatabaseSettings access;
    private final Runnable asBefore;

    private LentDatabase(DatabaseSettings access, Runnable asBefore) {
        this.access = access;
        this.asBefore = asBefore;
    }

    /** Opens it. */
    public static LentDatabase of(Settings settings) {
        return switch (settings.storage()) {
            case Settings.Storage.Embedded(var folder, var port) ->
                    own(new PostgresSettings(folder, port));
            case Settings.Storage.Given _ ->
                    new LentDatabase(Stores.access(settings.storage()), () -> {});
        };
    }

    private static LentDatabase own(PostgresSettings settings) {
        var ran = PostgresServer.runs(settings);
        var server = PostgresServer.start(settings);
        var access = server.database("recaller");
        return new LentDatabase(
                access,
                () -> {
                    if (!ran) {
                        server.stopUnlessUsed(access);
                    }
                });
    }

    public DatabaseSettings access() {
        return access;
    }

    @Override
    public void close() {
        asBefore.run();
    }
}
