package io.recaller;

import io.recaller.db.DatabaseSettings;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.settings.Settings;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /**
     * As {@link #of}, where there is one already.
     *
     * @throws io.recaller.db.UnreadyDatabaseException when there is none: nothing is made
     */
    public static LentDatabase toRead(Settings settings) {
        if (settings.storage() instanceof Settings.Storage.Embedded(var folder, var port)) {
            PostgresServer.requireMade(new PostgresSettings(folder, port));
        }
        return of(settings);
    }

    /** Opens it; PostgreSQL brought along is made where there is none. */
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
        return new LentDatabase(access, ran ? () -> {} : stopping(server, access));
    }

    /** Once, though the command be interrupted: PostgreSQL outlives who started it. */
    private static Runnable stopping(PostgresServer server, DatabaseSettings access) {
        var isDone = new AtomicBoolean();
        Runnable stop =
                () -> {
                    if (!isDone.getAndSet(true)) {
                        server.stopUnlessUsed(access);
                    }
                };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "postgres-stop"));
        return stop;
    }

    public DatabaseSettings access() {
        return access;
    }

    @Override
    public void close() {
        asBefore.run();
    }
}
