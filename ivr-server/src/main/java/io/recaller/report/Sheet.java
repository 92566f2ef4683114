package io.recaller.report;

import java.util.List;

/**
 * A report as rows of figures, however it is written down. Pure.
 *
 * @param columns in order
 * @param rows a cell a column
 * @param totals of the whole period, a cell a column
 */
public record Sheet(List<Column> columns, List<List<Cell>> rows, List<List<Cell>> totals) {
    public Sheet {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        totals = totals.stream().map(List::copyOf).toList();
    }

    /**
     * A figure's name.
     *
     * @param name stable, for machines; of a span of time it ends in Seconds
     * @param heading for people; empty: they are not shown it
     */
    public record Column(String name, String heading) {
        /** The same, and people are not shown it. */
        Column forMachines() {
            return new Column(name, "");
        }
    }
}
