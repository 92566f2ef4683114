package io.recaller.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table in columns for people: words to the left, figures to the right. One thread. */
public final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] figures;

    /**
     * With headings.
     *
     * @param headings one that ends in {@code >} is of figures; one with a line's end in it stands
     *     in as many lines
     */
    public Columns(List<String> headings) {
        figures = new boolean[headings.size()];
        var words = new ArrayList<List<String>>();
        for (var column = 0; column < figures.length; column++) {
            var heading = headings.get(column);
            figures[column] = heading.endsWith(">");
            var told = figures[column] ? heading.substring(0, heading.length() - 1) : heading;
            words.add(List.of(told.split("\n", -1)));
        }
        var lines = words.stream().mapToInt(List::size).max().orElse(1);
        for (var line = 0; line < lines; line++) {
            var above = lines - line;
            rows.add(words.stream().map(each -> fromBelow(each, above)).toList());
        }
    }

    /** Headings of fewer lines stand straight above their figures. */
    private static String fromBelow(List<String> heading, int line) {
        return line > heading.size() ? "" : heading.get(heading.size() - line);
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
        return lines(IntStream.range(0, figures.length).toArray());
    }

    /**
     * In as many tables as the width asks for, each with its headings, a blank line between them.
     *
     * @param heads how many of the first columns stand in each
     * @param width that a line may have; a table has one more column at least
     */
    public List<String> lines(int heads, int width) {
        var lines = new ArrayList<String>();
        var widths = widths();
        var from = heads;
        do {
            var to = Math.min(from + 1, figures.length);
            var sum = IntStream.range(0, heads).map(i -> widths[i] + GAP.length()).sum();
            sum += to > from ? widths[from] : 0;
            while (to < figures.length && sum + GAP.length() + widths[to] <= width) {
                sum += GAP.length() + widths[to];
                to++;
            }
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(
                    lines(
                            IntStream.concat(IntStream.range(0, heads), IntStream.range(from, to))
                                    .toArray()));
            from = to;
        } while (from < figures.length);
        return lines;
    }

    private List<String> lines(int[] shown) {
        var widths = widths();
        return rows.stream().map(row -> line(row, shown, widths)).toList();
    }

    private int[] widths() {
        var widths = new int[figures.length];
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        return widths;
    }

    private String line(List<String> row, int[] shown, int[] widths) {
        var line = new StringBuilder();
        for (var column : shown) {
            var cell = row.get(column);
            var blank = " ".repeat(widths[column] - width(cell));
            line.append(column == shown[0] ? "" : GAP)
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
