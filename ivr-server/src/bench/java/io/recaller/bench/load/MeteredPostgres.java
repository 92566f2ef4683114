package io.recaller.bench.load;

import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.OwnPostgres;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A durable PostgreSQL of its own that tells what it spent its time on, with the database that a
 * server finds there. Loopback only.
 */
final class MeteredPostgres implements AutoCloseable {
    private final OwnPostgres postgres;
    private final DatabaseSettings settings;
    private final Database db;

    /** For whoever interrupts the load: PostgreSQL outlives the process that started it. */
    private final Thread atExit = new Thread(this::end);

    /** Runs when it is made, with the schema and no rows. */
    MeteredPostgres() throws IOException {
        postgres = OwnPostgres.make();
        Runtime.getRuntime().addShutdownHook(atExit);
        postgres.start();
        // Its library of statistics is loaded at a start, and nobody is connected yet.
        Files.writeString(
                postgres.folder().resolve("data/postgresql.auto.conf"),
                "shared_preload_libraries = 'pg_stat_statements'\ntrack_wal_io_timing = on\n",
                StandardOpenOption.APPEND);
        postgres.stop();
        postgres.start();
        settings =
                PostgresServer.start(new PostgresSettings(postgres.folder(), postgres.port()))
                        .database("recaller");
        db = Database.open(settings);
        execute("create extension pg_stat_statements");
    }

    Database database() {
        return db;
    }

    DatabaseSettings settings() {
        return settings;
    }

    /** Processor time so far. */
    Duration cpu() {
        return Cpu.ofFamily(postgres.process());
    }

    Path folder() {
        return postgres.folder();
    }

    int port() {
        return postgres.port();
    }

    /** Transactions committed in all databases so far. */
    long commits() {
        return number("select sum(xact_commit)::bigint from pg_stat_database");
    }

    /** Bytes written into its log so far. */
    long logged() {
        return number("select wal_bytes::bigint from pg_stat_wal");
    }

    private long number(String query) {
        return db.inTransaction(tx -> tx.dsl().fetchSingle(query).get(0, Long.class));
    }

    /** From now on. */
    void forgetStatements() {
        execute("select pg_stat_statements_reset()");
    }

    /** What it worked longest on, a line each; what triggers and foreign keys do is in it. */
    List<String> statements(int most) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetch(
                                """
                                select calls, total_exec_time / calls as each,
                                    rows::float8 / calls as rows, wal_bytes / calls as wal,
                                    left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
                                from pg_stat_statements order by total_exec_time desc limit ?
                                """,
                                most)
                        .map(row ->
                                String.format(
                                        Locale.ROOT,
                                        "  %6d times %7.3f ms %7.1f rows %6d bytes of log: %s",
                                        row.get("calls", Long.class),
                                        row.get("each", Double.class),
                                        row.get("rows", Double.class),
                                        row.get("wal", Long.class),
                                        row.get("query", String.class))));
    }

    /**
     * What it did for the disk since its start, in a line: who waits for a commit waits for these.
     * A segment of its log that is not one used before is filled with zeros and brought to the disk
     * first.
     */
    String disk() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetchSingle(
                                """
                                select num_timed + num_requested as checkpoints, write_time, sync_time,
                                    (select coalesce(sum(fsyncs), 0) from pg_stat_io
                                        where object = 'wal' and context = 'init') as segments,
                                    (select coalesce(sum(fsync_time + write_time), 0) from pg_stat_io
                                        where object = 'wal' and context = 'init') as filling,
                                    (select wal_fpi from pg_stat_wal) as pages
                                from pg_stat_checkpointer
                                """)
                        .map(row ->
                                String.format(
                                        Locale.ROOT,
                                        "  PostgreSQL's disk: %d checkpoints (writing %.0f ms, then"
                                                + " bringing to the disk %.0f ms), %d new segments of"
                                                + " the log (%.0f ms), %d whole pages in it",
                                        row.get("checkpoints", Long.class),
                                        row.get("write_time", Double.class),
                                        row.get("sync_time", Double.class),
                                        row.get("segments", Long.class),
                                        row.get("filling", Double.class),
                                        row.get("pages", Long.class))));
    }

    private void execute(String statement) {
        db.runInTransaction(tx -> tx.dsl().execute(statement));
    }

    private void end() {
        try {
            postgres.close();
        } catch (IOException | UncheckedIOException left) {
            System.err.println("left behind: " + postgres.folder());
        }
    }

    @Override
    public void close() {
        db.close();
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
