package io.recaller.db;

import static java.util.Objects.requireNonNullElse;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Brings a database to the schema of {@code sql/}, the schema's only source. */
final class Migration {
    private Migration() {}

    private static final int OLDEST = 160_000;

    private static final String FOLDER = "classpath:sql";

    /** The newest version in the folder: most starts find it and have nothing to bring. */
    static final String NEWEST = "95";

    /** How many versions there are, for one may come between two that are there. */
    static final int VERSIONS = 90;

    /** Several servers may start at once: Flyway holds a lock. */
    static void run(DatabaseSettings settings) {
        if (!isCurrent(settings)) {
            runTo(settings, "latest");
        }
    }

    /**
     * Whether the schema is that of this program, no older and no newer. Nothing is changed.
     *
     * @throws DatabaseUnavailableException when the database cannot be reached
     * @throws PostgresException when it is too old or refuses us
     */
    static boolean isCurrent(DatabaseSettings settings) {
        return asked(settings, Migration::isCurrent);
    }

    /** Flyway's table: a row for each version, the number as text. */
    private static boolean isCurrent(Statement statement) throws SQLException {
        refuseOld(statement);
        if (!hasHistory(statement)) {
            return false;
        }
        try (var newest =
                statement.executeQuery(
                        "select count(*) = "
                                + VERSIONS
                                + " and bool_and(success) and (array_agg(version order by"
                                + " installed_rank desc))[1] = '"
                                + NEWEST
                                + "' from flyway_schema_history where version is not null")) {
            return newest.next() && newest.getBoolean(1);
        }
    }

    /**
     * Whether rows can be read as they are; of a newer schema they can.
     *
     * @throws UnreadyDatabaseException when they cannot
     * @throws DatabaseUnavailableException as {@link #isCurrent}
     */
    static void refuseOlder(DatabaseSettings settings) {
        var there = asked(settings, Migration::versions);
        if (there < VERSIONS) {
            throw there == 0 ? UnreadyDatabaseException.empty() : UnreadyDatabaseException.older();
        }
    }

    private static int versions(Statement statement) throws SQLException {
        refuseOld(statement);
        if (!hasHistory(statement)) {
            return 0;
        }
        try (var done =
                statement.executeQuery(
                        "select count(*) from flyway_schema_history where success and version is"
                                + " not null")) {
            return done.next() ? done.getInt(1) : 0;
        }
    }

    private static boolean hasHistory(Statement statement) throws SQLException {
        try (var there = statement.executeQuery("select to_regclass('flyway_schema_history')")) {
            return there.next() && there.getString(1) != null;
        }
    }

    /** To an older version, whose rows are to be read. */
    static void runTo(DatabaseSettings settings, String version) {
        refuseOld(settings);
        try {
            Flyway.configure()
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .locations(FOLDER)
                    .target(version)
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            if (DatabaseUnavailableException.isUnavailable(failure)) {
                throw new DatabaseUnavailableException(
                        "cannot reach the database at " + settings.place(), failure);
            }
            throw failure;
        }
    }

    /** Whether this program can bring a database to a version of the schema. */
    static boolean knows(DatabaseSettings settings, String version) {
        var known =
                Flyway.configure()
                        .dataSource(settings.url(), settings.user(), settings.password())
                        .locations(FOLDER)
                        .load()
                        .info()
                        .all();
        return Arrays.stream(known)
                .filter(migration -> migration.getScript().endsWith(".sql"))
                .filter(migration -> migration.getState().isResolved())
                .anyMatch(migration -> version.equals(String.valueOf(migration.getVersion())));
    }

    static void refuseOld(DatabaseSettings settings) {
        asked(
                settings,
                statement -> {
                    refuseOld(statement);
                    return true;
                });
    }

    private static void refuseOld(Statement statement) throws SQLException {
        try (var answer = statement.executeQuery("show server_version_num")) {
            if (answer.next() && answer.getInt(1) < OLDEST) {
                throw new PostgresException(
                        "the PostgreSQL at "
                                + statement.getConnection().getMetaData().getURL()
                                + " is version "
                                + answer.getInt(1) / 10_000
                                + "; 16 or newer is needed. Upgrade it, or leave out database.url"
                                + " to use our own.");
            }
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T of(Statement statement) throws SQLException;
    }

    /** On a connection of its own. */
    private static <T> T asked(DatabaseSettings settings, Question<T> question) {
        try (var connection =
                        DriverManager.getConnection(
                                settings.url(), settings.user(), settings.password());
                var statement = connection.createStatement()) {
            return question.of(statement);
        } catch (SQLException failure) {
            if (DatabaseUnavailableException.isUnavailable(failure)) {
                throw new DatabaseUnavailableException(
                        "cannot reach the database at "
                                + settings.place()
                                + ": "
                                + failure.getMessage(),
                        failure);
            }
            throw new PostgresException(refusal(settings, failure), failure);
        }
    }

    /** PostgreSQL's appendix A: what no waiting mends. */
    private static String refusal(DatabaseSettings settings, SQLException failure) {
        var remedy =
                switch (requireNonNullElse(failure.getSQLState(), "")) {
                    case "28P01" -> "; see database.user and database.password";
                    case "28000" -> "; see database.user, and pg_hba.conf of that PostgreSQL";
                    case "3D000" -> "; make it: createdb --owner=" + settings.user() + " NAME";
                    default -> "";
                };
        return "the database at "
                + settings.place()
                + " refuses us: "
                + failure.getMessage()
                + remedy;
    }

    /**
     * The coming months, and those of contacts that lie in the default partition because their
     * month could not be made when they came.
     *
     * @return the database's time
     */
    static Instant ensurePartitions(Tx tx) {
        return tx.dsl()
                .fetchSingle(
                        "select now(), ensure_contact_partitions(now(), now() +"
                                + " make_interval(months => ?)), empty_default_contacts(now())",
                        2)
                .get(0, Instant.class);
    }

    /** The month of an instant; who calls meanwhile waits for the lock no longer than this. */
    static void ensurePartition(Tx tx, Instant at, Duration lockTimeout) {
        tx.dsl().execute("set local lock_timeout = " + lockTimeout.toMillis());
        var when = DSL.val(at);
        tx.dsl().fetch("select ensure_contact_partitions({0}, {0})", when);
    }

    /** The names of the months' partitions, in any order. */
    static List<String> months(Tx tx) {
        return tx.dsl()
                .fetch(
                        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                                + " where i.inhparent = 'contact'::regclass"
                                + " and c.relname ~ '^contact_[0-9]{4}_[0-9]{2}$'")
                .getValues(0, String.class);
    }

    /**
     * Whether the month of an instant was empty and is gone; who calls waits no longer than this.
     */
    static boolean dropMonth(Tx tx, Instant at, Duration lockTimeout) {
        tx.dsl().execute("set local lock_timeout = " + lockTimeout.toMillis());
        var dropped = DSL.function("drop_contact_month", SQLDataType.BOOLEAN, DSL.val(at));
        return tx.dsl().select(dropped).fetchSingle().value1();
    }

    static boolean isThere(Tx tx, String table) {
        var found = DSL.function("to_regclass", SQLDataType.CLOB, DSL.val(table));
        return tx.dsl().select(found.isNotNull()).fetchSingle().value1();
    }
}
