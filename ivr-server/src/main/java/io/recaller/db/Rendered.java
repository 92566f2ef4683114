package io.recaller.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A statement that calls wait for, written in jOOQ and turned into text once instead of every time.
 *
 * <p>What differs from run to run are its named parameters ({@code DSL.param("contact", …)}), bound
 * as ever. Whatever else it holds is part of the text, so that one plan of PostgreSQL's fits all
 * runs. Immutable; any thread.
 */
public final class Rendered {
    /** Begins a parameter's name in the text and is in no SQL. */
    private static final String MARK = "\u00a7";

    private static final Pattern NAMED = Pattern.compile(MARK + "([a-z_]+)");

    private final String sql;
    private final List<String> names;

    private Rendered(String sql, List<String> names) {
        this.sql = sql;
        this.names = names;
    }

    /** The text of a statement, with the names of its parameters in their order. */
    public static Rendered of(Query query) {
        var settings = ((Settings) Tx.JOOQ.clone()).withRenderNamedParamPrefix(MARK);
        query.attach(DSL.using(SQLDialect.POSTGRES, settings).configuration());
        var named = query.getSQL(ParamType.NAMED_OR_INLINED);
        var names = new ArrayList<String>();
        var sql =
                NAMED.matcher(named)
                        .replaceAll(found -> {
                            names.add(found.group(1));
                            return Matcher.quoteReplacement("?");
                        });
        return new Rendered(sql, List.copyOf(names));
    }

    /**
     * The one row it returns.
     *
     * @param fields what it selects
     * @param values by parameter; null for those that are not there
     */
    public Record fetchSingle(
            Tx tx,
            List<? extends Field<?>> fields,
            Map<String, ? extends @Nullable Object> values) {
        return fetch(tx, fields, values).getFirst();
    }

    /** The number that its one row begins with, read without making a row of it. */
    public long fetchCount(Tx tx, Map<String, ? extends @Nullable Object> values) {
        return tx.dsl()
                .connectionResult(connection -> {
                    try (var statement = prepared(connection, values);
                            var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    /** The ids that are its first column, read without making rows of them. */
    public Set<UUID> fetchIds(Tx tx, Map<String, ? extends @Nullable Object> values) {
        return tx.dsl()
                .connectionResult(connection -> {
                    try (var statement = prepared(connection, values);
                            var rows = statement.executeQuery()) {
                        var ids = new HashSet<UUID>();
                        while (rows.next()) {
                            ids.add(rows.getObject(1, UUID.class));
                        }
                        return ids;
                    }
                });
    }

    /** The rows it returns. Parameters as in {@link #fetchSingle}. */
    public Result<Record> fetch(
            Tx tx,
            List<? extends Field<?>> fields,
            Map<String, ? extends @Nullable Object> values) {
        return tx.dsl()
                .connectionResult(connection -> {
                    try (var statement = prepared(connection, values);
                            var rows = statement.executeQuery()) {
                        return tx.dsl().fetch(rows, fields.toArray(Field[]::new));
                    }
                });
    }

    private PreparedStatement prepared(
            Connection connection, Map<String, ? extends @Nullable Object> values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < names.size(); i++) {
            bind(statement, i + 1, values.get(names.get(i)));
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case Instant instant -> statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
            case JSONB json -> statement.setString(place, json.data());
            case UUID[] ids ->
                    statement.setArray(place, statement.getConnection().createArrayOf("uuid", ids));
            default -> statement.setObject(place, value);
        }
    }

    @Override
    public String toString() {
        return sql;
    }
}
