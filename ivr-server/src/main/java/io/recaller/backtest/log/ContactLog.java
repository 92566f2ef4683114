package io.recaller.backtest.log;

import io.recaller.contact.Channel;
import io.recaller.contact.ClockTolerance;
import io.recaller.text.TextFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A contact log: CSV with a header naming {@code time,customer,channel,topic} in any order; other
 * columns are ignored. Times are ISO-8601, in UTC when they name no offset.
 *
 * @param rows in the order of time
 * @param mistakes one per row that could not be read
 * @param strangeChannels channels nobody knows, with how often; they count as the telephone
 */
public record ContactLog(
        List<Row> rows, List<Mistake> mistakes, Map<String, Integer> strangeChannels) {
    private static final Map<String, Channel> OTHER_NAMES =
            Map.ofEntries(
                    Map.entry("call", Channel.PHONE),
                    Map.entry("voice", Channel.PHONE),
                    Map.entry("telephone", Channel.PHONE),
                    Map.entry("mail", Channel.EMAIL),
                    Map.entry("e-mail", Channel.EMAIL),
                    Map.entry("text", Channel.SMS),
                    Map.entry("webchat", Channel.CHAT),
                    Map.entry("website", Channel.WEB),
                    Map.entry("online", Channel.WEB),
                    Map.entry("portal", Channel.WEB),
                    Map.entry("store", Channel.SHOP));

    public ContactLog {
        rows = List.copyOf(rows);
        mistakes = List.copyOf(mistakes);
        strangeChannels = Map.copyOf(strangeChannels);
    }

    /**
     * One readable row.
     *
     * @param customer the same for every spelling of a telephone number
     * @param topic as written
     */
    public record Row(int line, Instant at, String customer, Channel channel, String topic) {}

    /**
     * A row that could not be read.
     *
     * @param words file, line, field, remedy
     */
    public record Mistake(int line, String words) {
        /** What is wrong in a line of a file. */
        public static Mistake of(Path file, int line, String wrong) {
            return new Mistake(line, file + ":" + line + ": " + wrong);
        }
    }

    /** A file that cannot be used at all; the message says why and what to do. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    public static ContactLog empty() {
        return new ContactLog(List.of(), List.of(), Map.of());
    }

    /**
     * Reads a whole log; rows that cannot be read are mistakes, not failures.
     *
     * @param now no contact took place a year after it: such a year is a slip of the pen
     * @throws UnreadableException when the file cannot be read or its header lacks a column
     */
    public static ContactLog read(Path file, CustomerNames names, Instant now) {
        var csv = CsvRows.of(text(file));
        if (csv.rows().isEmpty()) {
            throw new UnreadableException(
                    file + " is empty; the first line must name time,customer,channel,topic");
        }
        var header = csv.rows().getFirst().cells();
        var reading = new Reading(file, Columns.of(header, file), names, now);
        csv.rows().stream().skip(1).forEach(reading::take);
        csv.unclosed().ifPresent(reading::unclosed);
        return reading.done();
    }

    private static String text(Path file) {
        try {
            return TextFile.read(file);
        } catch (TextFile.UnreadableException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    /** Goes through the rows once. */
    private static final class Reading {
        private final Path file;
        private final Columns columns;
        private final CustomerNames names;
        private final Instant now;
        private final List<Row> rows = new ArrayList<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final Map<String, Integer> strange = new HashMap<>();

        Reading(Path file, Columns columns, CustomerNames names, Instant now) {
            this.file = file;
            this.columns = columns;
            this.names = names;
            this.now = now;
        }

        void take(CsvRows.Row row) {
            mistake(row.cells())
                    .ifPresentOrElse(
                            wrong -> mistakes.add(Mistake.of(file, row.line(), wrong)),
                            () -> rows.add(row(row.line(), row.cells())));
        }

        private Optional<String> mistake(List<String> cells) {
            if (cells.size() != columns.size()) {
                return Optional.of(
                        cells.size()
                                + " fields; expected "
                                + columns.size()
                                + " as in the header; put a field with a comma in quotes");
            }
            var time = cells.get(columns.time());
            if (time(time).isEmpty()) {
                return Optional.of("time '" + time + "'; write it as 2026-11-21T10:00:00Z");
            }
            var planned = time(time).flatMap(at -> ClockTolerance.planned(at, now));
            if (planned.isPresent()) {
                return planned.map(wrong -> "time " + wrong);
            }
            if (cells.get(columns.customer()).isEmpty()) {
                return Optional.of("customer is empty; write who it was");
            }
            return cells.get(columns.topic()).isEmpty()
                    ? Optional.of("topic is empty; write what it was about, or leave the row out")
                    : Optional.empty();
        }

        private Row row(int line, List<String> cells) {
            return new Row(
                    line,
                    time(cells.get(columns.time())).orElseThrow(),
                    names.of(cells.get(columns.customer()), line),
                    channel(cells.get(columns.channel())),
                    cells.get(columns.topic()));
        }

        private Channel channel(String text) {
            var word = text.toLowerCase(Locale.ROOT);
            for (var channel : Channel.values()) {
                if (channel.name().equalsIgnoreCase(word)) {
                    return channel;
                }
            }
            var known = OTHER_NAMES.get(word);
            if (known == null) {
                strange.merge(text, 1, Integer::sum);
            }
            return known == null ? Channel.PHONE : known;
        }

        void unclosed(int line) {
            var wrong =
                    "a quote is not closed, so the rest of the file is not read; close it, and"
                            + " write a quote within quotes twice";
            mistakes.add(Mistake.of(file, line, wrong));
        }

        ContactLog done() {
            rows.sort(Comparator.comparing(Row::at));
            return new ContactLog(rows, mistakes, strange);
        }
    }

    private static Optional<Instant> time(String written) {
        var text = written.replace(' ', 'T');
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return local(text);
        }
    }

    private static Optional<Instant> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
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
                var semicolons = header.size() == 1 && header.getFirst().contains(";");
                throw new UnreadableException(
                        file
                                + ":1: no column "
                                + column
                                + (semicolons
                                        ? "; its fields are separated by ; write commas"
                                        : "; the first line must name"
                                                + " time,customer,channel,topic"));
            }
            return found;
        }
    }
}
