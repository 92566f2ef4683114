package io.recaller.cli;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.PastContact;
import io.recaller.contact.Topic;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A contact log: CSV with a header naming {@code time,customer,channel,topic} in any order; other
 * columns are ignored. Times are ISO-8601 in UTC.
 *
 * @param mistakes one line per row that could not be read: file, line, field, remedy
 */
record HistoryFile(List<Row> rows, List<String> mistakes) {
    private static final String CHANNELS =
            Arrays.stream(Channel.values())
                    .map(channel -> channel.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));

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
        var csv = CsvRows.of(text(file));
        var header = csv.rows().isEmpty() ? List.<String>of() : csv.rows().getFirst().cells();
        var columns = Columns.of(header, file);
        var rows = new ArrayList<Row>();
        var mistakes = new ArrayList<String>();
        csv.rows().stream()
                .skip(1)
                .forEach(row -> {
                    try {
                        rows.add(row(row, columns));
                    } catch (UsageException wrong) {
                        mistakes.add(file + ":" + row.line() + ": " + wrong.getMessage());
                    }
                });
        csv.unclosed()
                .ifPresent(line ->
                        mistakes.add(
                                file
                                        + ":"
                                        + line
                                        + ": a quote is not closed; close it, and write a quote"
                                        + " within quotes twice"));
        return new HistoryFile(rows, mistakes);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException _) {
            throw new UsageException(file + " is not UTF-8; save it as UTF-8");
        } catch (IOException _) {
            throw new UsageException(file + " cannot be read; check the path after --contacts");
        }
    }

    private static Row row(CsvRows.Row row, Columns columns) {
        if (row.cells().size() != columns.size()) {
            throw new UsageException(
                    row.cells().size()
                            + " fields; expected "
                            + columns.size()
                            + " as in the header; put a field with a comma in quotes");
        }
        var cells = row.cells();
        var contact =
                new PastContact(
                        time(cells.get(columns.time())),
                        channel(cells.get(columns.channel())),
                        Nature.INTERACTION,
                        topic(cells.get(columns.topic())));
        var customer = cells.get(columns.customer());
        if (customer.isEmpty()) {
            throw new UsageException("customer is empty; write who it was");
        }
        return new Row(customer, contact);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new UsageException("time '" + text + "'; write it as 2026-11-21T10:00:00Z");
        }
    }

    private static Channel channel(String text) {
        try {
            return Channel.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new UsageException("channel '" + text + "'; write one of " + CHANNELS);
        }
    }

    private static Topic topic(String text) {
        try {
            return new Topic(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new UsageException("topic '" + text + "'; write it as outage or billing.tv");
        }
    }

    /** Where the four columns are. */
    private record Columns(int time, int customer, int channel, int topic, int size) {
        static Columns of(List<String> header, Path file) {
            return new Columns(
                    find("time", header, file),
                    find("customer", header, file),
                    find("channel", header, file),
                    find("topic", header, file),
                    header.size());
        }

        private static int find(String column, List<String> header, Path file) {
            var found = header.indexOf(column);
            if (found < 0) {
                throw new UsageException(
                        file
                                + ":1: no column "
                                + column
                                + "; the first line must name time,customer,channel,topic");
            }
            return found;
        }
    }
}
