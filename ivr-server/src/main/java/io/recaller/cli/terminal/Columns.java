package io.recaller.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in columns for people: words to the left, figures to the right. One thread. */
public final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] figures;

    /**
     * With a row of headings.
     *
     * @param headings one that ends in {@code >} is of figures
     */
    public Columns(List<String> headings) {
        figures = new boolean[headings.size()];
        var first = new ArrayList<String>();
        for (var column = 0; column < figures.length; column++) {
            var heading = headings.get(column);
            figures[column] = heading.endsWith(">");
            first.add(figures[column] ? heading.substring(0, heading.length() - 1) : heading);
        }
        rows.add(first);
    }

    public Columns(String... headings) {
        this(Arrays.asList(headings));
    }

    public void row(List<String> cells) {
        rows.add(cells.stream().map(Columns::plain).toList());
    }

    public void row(String... cells) {
        row(Arrays.asList(cells));
    }

    public List<String> lines() {
        var widths = new int[figures.length];
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            var cell = row.get(column);
            var blank = " ".repeat(widths[column] - width(cell));
            line.append(column == 0 ? "" : GAP)
                    .append(figures[column] ? blank + cell : cell + blank);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** What people named must not steer the terminal. */
    private static String plain(String cell) {
        return cell.replaceAll("\\p{Cntrl}", "?");
    }
}
