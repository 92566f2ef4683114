package io.recaller.cli.report;

import io.recaller.cli.terminal.Columns;
import io.recaller.report.Cell;
import io.recaller.report.Sheet;
import io.recaller.report.Slice;
import io.recaller.report.Timetable;
import io.recaller.text.SpanWords;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** A sheet as tables for people. Pure. */
public final class SheetText {
    private static final String NOTHING = "–";

    /** What stands in each part of a table that is too wide. */
    private static final Set<String> KEYS = Set.of("from", "queue", "agent");

    private static final int WIDTH = 110;

    private final Sheet sheet;
    private final Timetable times;
    private final DateTimeFormatter moments;

    private SheetText(Sheet sheet, Timetable times) {
        this.sheet = sheet;
        this.times = times;
        this.moments =
                DateTimeFormatter.ofPattern(
                        times.by() == Slice.DAY ? "uuuu-MM-dd" : "MM-dd HH:mm", Locale.ROOT);
    }

    /** The rows, where there are any besides the totals; then the totals. */
    static List<String> of(Sheet sheet, Timetable times) {
        return new SheetText(sheet, times).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        if (times.by() != Slice.TOTAL) {
            lines.addAll(table(shown(true), sheet.rows()));
            lines.add("");
            lines.add("in all");
        }
        lines.addAll(table(shown(false), sheet.totals()));
        return lines;
    }

    private int[] shown(boolean withTimes) {
        return IntStream.range(0, sheet.columns().size())
                .filter(index -> !sheet.columns().get(index).heading().isEmpty())
                .filter(index -> withTimes || !sheet.columns().get(index).name().equals("from"))
                .toArray();
    }

    private List<String> table(int[] shown, List<List<Cell>> rows) {
        var columns =
                new Columns(IntStream.of(shown).mapToObj(index -> heading(index, rows)).toList());
        for (var row : rows) {
            columns.row(IntStream.of(shown).mapToObj(row::get).map(this::text).toList());
        }
        return columns.lines((int) IntStream.of(shown).filter(this::isKey).count(), WIDTH);
    }

    private boolean isKey(int index) {
        return KEYS.contains(sheet.columns().get(index).name());
    }

    private String heading(int index, List<List<Cell>> rows) {
        var heading = sheet.columns().get(index).heading();
        if (isKey(index)) {
            return heading;
        }
        var isShare = rows.stream().anyMatch(row -> row.get(index) instanceof Cell.Share);
        return inTwo(heading + (isShare ? " %" : "")) + ">";
    }

    /** In two lines, broken behind a colon, else where they are the shortest. */
    private static String inTwo(String heading) {
        if (heading.contains(": ")) {
            return heading.replaceFirst(": ", ":\n");
        }
        return IntStream.range(0, heading.length())
                .filter(at -> heading.charAt(at) == ' ')
                .boxed()
                .min(Comparator.comparingInt(at -> Math.max(at, heading.length() - at - 1)))
                .map(at -> heading.substring(0, at) + "\n" + heading.substring(at + 1))
                .orElse(heading);
    }

    private String text(Cell cell) {
        return switch (cell) {
            case Cell.Words(var text) -> text;
            case Cell.Moment(var at) -> moments.format(at.atZone(times.zone()));
            case Cell.Count(var number) -> String.format(Locale.ROOT, "%,d", number);
            case Cell.Span(var length) -> SpanWords.clock(length.plusMillis(500));
            case Cell.Share(var value) -> String.format(Locale.ROOT, "%.1f", value * 100);
            case Cell.Nothing _ -> NOTHING;
        };
    }
}
