package io.recaller.db;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A list as a table of a {@link Rendered} statement, in the list's order, an array for each column:
 * one text and one plan of PostgreSQL's fit a list of any length. Immutable; any thread.
 *
 * @param <T> what is listed
 */
public final class GivenRows<T> {
    private final String alias;
    private final List<Column<T>> columns;

    private GivenRows(String alias, List<Column<T>> columns) {
        this.alias = alias;
        this.columns = List.copyOf(columns);
    }

    /**
     * A table without columns yet.
     *
     * @param alias small letters, as are the names of columns
     */
    public static <T> GivenRows<T> as(String alias) {
        return new GivenRows<>(alias, List.of());
    }

    /** The same with one more column; its values go over as texts that PostgreSQL reads. */
    public GivenRows<T> with(
            String column, DataType<?> type, Function<? super T, ? extends @Nullable Object> of) {
        var more = new ArrayList<>(columns);
        more.add(new Column<>(column, type, of));
        return new GivenRows<>(alias, more);
    }

    /** A column of it. */
    public <V> Field<V> get(String column, DataType<V> type) {
        return field(name(alias, column), type);
    }

    /** The table, under its alias. */
    public Table<?> table() {
        return select(columns.stream().map(this::unnested).toList()).asTable(alias);
    }

    private Field<?> unnested(Column<T> column) {
        var texts = param(parameter(column), SQLDataType.VARCHAR.array());
        return function("unnest", column.type(), texts.cast(column.type().array()))
                .as(column.name());
    }

    private String parameter(Column<T> column) {
        return alias + "_" + column.name();
    }

    /** What its parameters are for a list. */
    public Map<String, @Nullable Object> of(List<? extends T> rows) {
        var values = new HashMap<String, @Nullable Object>();
        for (var column : columns) {
            var texts = new @Nullable String[rows.size()];
            for (var place = 0; place < texts.length; place++) {
                texts[place] = Objects.toString(column.of().apply(rows.get(place)), null);
            }
            values.put(parameter(column), texts);
        }
        return values;
    }

    private record Column<T>(
            String name, DataType<?> type, Function<? super T, ? extends @Nullable Object> of) {}
}
