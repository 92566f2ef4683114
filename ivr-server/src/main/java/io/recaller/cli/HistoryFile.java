package io.recaller.cli;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.PastContact;
import io.recaller.contact.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A contact log: CSV with a header naming {@code time,customer,channel,topic} in any order; other
 * columns are ignored. Times are ISO-8601 in UTC.
 *
 * @param mistakes one line per row that could not be read: file, line, field, remedy
 */
record HistoryFile(List<Row> rows, List<String> mistakes) {
    HistoryFile {
        rows = List.copyOf(rows);
        mistakes = List.copyOf(mistakes);
    }

    /** One readable row. */
    record Row(String customer, PastContact contact) {}

    static HistoryFile none() {
        return new HistoryFile(List.of(), List.of());
    }

    /**
     * Reads a whole log; rows that cannot be read are mistakes, not failures.
     *
     * @throws UsageException when the file cannot be read or its header lacks a column
     */
    static HistoryFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException _) {
            throw new UsageException(file + " cannot be read; check the path after --contacts");
        }
        var header = lines.isEmpty() ? List.<String>of() : cells(lines.getFirst());
        var columns = new Columns(header, file);
        var rows = new ArrayList<Row>();
        var mistakes = new ArrayList<String>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                read(file + ":" + (i + 1), cells(lines.get(i)), columns, rows, mistakes);
            }
        }
        return new HistoryFile(rows, mistakes);
    }

    private static void read(
            String where,
            List<String> cells,
            Columns columns,
            List<Row> rows,
            List<String> mistakes) {
        if (cells.size() < columns.size()) {
            mistakes.add(where + ": " + cells.size() + " fields; expected " + columns.size());
            return;
        }
        try {
            var contact =
                    new PastContact(
                            Instant.parse(columns.in(cells, "time")),
                            Channel.valueOf(columns.in(cells, "channel").toUpperCase(Locale.ROOT)),
                            Nature.INTERACTION,
                            new Topic(columns.in(cells, "topic").toLowerCase(Locale.ROOT)));
            rows.add(new Row(columns.in(cells, "customer"), contact));
        } catch (DateTimeParseException e) {
            mistakes.add(where + ": time '" + e.getParsedString() + "'; use 2026-11-21T10:00:00Z");
        } catch (IllegalArgumentException e) {
            mistakes.add(
                    where
                            + ": "
                            + e.getMessage()
                            + "; channels are "
                            + Arrays.toString(Channel.values()).toLowerCase(Locale.ROOT));
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    /** Where the four columns are. */
    private record Columns(List<String> header, Path file) {
        Columns {
            for (var needed : List.of("time", "customer", "channel", "topic")) {
                if (!header.contains(needed)) {
                    throw new UsageException(
                            file
                                    + ":1: no column "
                                    + needed
                                    + "; needed: time,customer,channel,topic");
                }
            }
        }

        int size() {
            return header.size();
        }

        String in(List<String> cells, String column) {
            return cells.get(header.indexOf(column));
        }
    }
}
