package io.recaller.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A sheet as CSV (RFC 4180), the rows only: a spreadsheet makes its own totals. Pure. */
public final class SheetCsv {
    private SheetCsv() {}

    /** Lines without their ends; times with offset, spans in seconds, shares 0 to 1. */
    public static List<String> of(Sheet sheet, ZoneId zone) {
        var lines = new ArrayList<String>();
        lines.add(
                sheet.columns().stream()
                        .map(column -> quoted(column.name()))
                        .collect(Collectors.joining(",")));
        sheet.rows()
                .forEach(row ->
                        lines.add(
                                row.stream()
                                        .map(cell -> quoted(text(cell, zone)))
                                        .collect(Collectors.joining(","))));
        return lines;
    }

    private static String text(Cell cell, ZoneId zone) {
        return switch (cell) {
            case Cell.Words(var text) -> text;
            case Cell.Moment(var at) -> SheetJson.written(at, zone);
            case Cell.Count(var number) -> Long.toString(number);
            case Cell.Span(var length) -> SheetJson.seconds(length).toPlainString();
            case Cell.Share(var value) -> String.format(Locale.ROOT, "%.4f", value);
            case Cell.Nothing _ -> "";
        };
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
