package io.recaller.db;

import io.recaller.db.BackupManifest.Sequence;
import io.recaller.db.BackupManifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.core.Utils;

/** One connection without time-outs, in one transaction, that moves whole tables. One thread. */
final class BackupConnection implements AutoCloseable {
    private static final String HISTORY = "flyway_schema_history";

    /** So that values are written the same whatever the server's settings are. */
    private static final String PLAIN_FORMS =
            "set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';"
                    + " set extra_float_digits = 3; set statement_timeout = 0;"
                    + " set idle_in_transaction_session_timeout = 0; set search_path = public";

    private final Connection connection;

    private BackupConnection(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens it.
     *
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    static BackupConnection open(DatabaseSettings settings) throws SQLException {
        try {
            var connection =
                    DriverManager.getConnection(
                            settings.url(), settings.user(), settings.password());
            var opened = new BackupConnection(connection);
            opened.run(PLAIN_FORMS);
            connection.setAutoCommit(false);
            return opened;
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(
                    "cannot reach the database at " + settings.place(), failure);
        }
    }

    /** What every statement sees from now on is as it is now, whatever others write. */
    void seeOneMoment() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    void run(String statement) throws SQLException {
        try (var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** The schema's version; empty when there is no schema. */
    Optional<String> schema() throws SQLException {
        return strings("select to_regclass('public." + HISTORY + "') is not null").contains("f")
                ? Optional.empty()
                : strings(
                                "select version from "
                                        + HISTORY
                                        + " where success and version is not null order by"
                                        + " installed_rank desc limit 1")
                        .stream()
                        .findFirst();
    }

    /** Every table and what it would be filled with; partitions are within their table. */
    List<Table> tables() throws SQLException {
        var tables = new ArrayList<Table>();
        for (var name :
                strings(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace"
                                + " and relkind in ('r', 'p') and not relispartition and relname"
                                + " <> '"
                                + HISTORY
                                + "' order by relname")) {
            tables.add(new Table(name, columns(name), 0));
        }
        return tables;
    }

    private List<String> columns(String table) throws SQLException {
        return strings(
                "select attname from pg_attribute where attrelid = 'public."
                        + quoted(table)
                        + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''"
                        + " order by attnum");
    }

    List<Sequence> sequences() throws SQLException {
        var sequences = new ArrayList<Sequence>();
        for (var name :
                strings("select sequencename from pg_sequences where schemaname = 'public'")) {
            try (var statement = connection.createStatement();
                    var row =
                            statement.executeQuery(
                                    "select last_value, is_called from " + quoted(name))) {
                if (row.next()) {
                    sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
                }
            }
        }
        return sequences;
    }

    /** The months of contacts that have a partition, such as 2026-11. */
    List<String> months() throws SQLException {
        return strings(
                "select replace(substr(relname, 9), '_', '-') from pg_class where relnamespace ="
                        + " 'public'::regnamespace and relispartition and relkind = 'r' and relname"
                        + " ~ '^contact_[0-9]{4}_[0-9]{2}$' order by 1");
    }

    /** Who else is connected to this database, by the names their programs gave. */
    List<String> others() throws SQLException {
        return strings(
                        "select coalesce(nullif(application_name, ''), 'a program without a name')"
                                + " || ' (user ' || coalesce(usename::text, '?')"
                                + " || coalesce(', from ' || host(client_addr), '') || ')'"
                                + " || case when count(*) > 1 then ' ' || count(*) || ' times' else"
                                + " '' end from pg_stat_activity where datname ="
                                + " current_database() and pid <> pg_backend_pid() and backend_type"
                                + " = 'client backend' group by application_name, usename,"
                                + " client_addr order by 1")
                .stream()
                .map(each -> each.replaceAll("\\p{Cntrl}", "?"))
                .toList();
    }

    boolean isEmpty(String table) throws SQLException {
        return strings("select exists (select from " + quoted(table) + ")").contains("f");
    }

    /** How many rows there were. */
    long copyOut(Table table, OutputStream out) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select "
                                + columnList(table)
                                + " from "
                                + quoted(table.name())
                                + ") to stdout",
                        out);
    }

    /** How many rows there were. */
    long copyIn(Table table, InputStream in) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy " + quoted(table.name()) + " (" + columnList(table) + ") from stdin",
                        in);
    }

    private static String columnList(Table table) throws SQLException {
        var columns = new ArrayList<String>();
        for (var column : table.columns()) {
            columns.add(quoted(column));
        }
        return String.join(", ", columns);
    }

    /** The first column of each row, as text. */
    List<String> strings(String query) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    static String quoted(String name) throws SQLException {
        return Utils.escapeIdentifier(new StringBuilder(), name).toString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
