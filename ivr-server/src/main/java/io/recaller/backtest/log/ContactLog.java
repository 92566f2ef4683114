package io.recaller.backtest.log;

import io.recaller.contact.Channel;
import io.recaller.text.CsvFile;
import io.recaller.text.TextFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * A contact log: CSV with a header naming {@code time,customer,channel,topic} in any order; other
 * columns are ignored. Encoding, separator and the form of times are recognised. It is read twice,
 * row by row: once for what it says of itself, once for its rows.
 *
 * @param rows in the order of time
 * @param mistakes of rows that could not be read, the first thousand
 * @param skipped how many rows could not be read
 * @param strangeChannels channels nobody knows, with how often; they count as the telephone
 * @param notes how it was read where that is not as documented, for people
 */
public record ContactLog(
        List<Row> rows,
        List<Mistake> mistakes,
        int skipped,
        Map<String, Integer> strangeChannels,
        List<String> notes) {
    /** One who has more than half of a log is rather a mistake than a customer. */
    private static final int FEWEST_TO_WONDER = 20;

    public ContactLog {
        rows = rows instanceof LogRows ? rows : LogRows.of(rows);
        mistakes = List.copyOf(mistakes);
        strangeChannels = Map.copyOf(strangeChannels);
        notes = List.copyOf(notes);
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

    /**
     * Reads a whole log; rows that cannot be read are mistakes, not failures.
     *
     * @param now no contact took place after it, as {@link io.recaller.contact.ClockTolerance} says
     * @param progress given how many rows there are; told how many are read
     * @throws UnreadableException when the file cannot be read, its header lacks a column, or day
     *     and month cannot be told apart
     */
    public static ContactLog read(
            Path file,
            CustomerNames names,
            LogFormat format,
            Instant now,
            IntFunction<IntConsumer> progress) {
        try {
            var csv = CsvFile.of(file, format.csv());
            var columns = LogColumns.of(csv, format.columns());
            var survey = LogSurvey.of(csv, columns, format.days());
            var log =
                    new LogReading(file, csv, columns, survey, format.zone(), names, now)
                            .read(progress.apply(survey.rows()), notes(csv, survey, format));
            return log.wondering(file).unread(file, names);
        } catch (TextFile.UnreadableException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> notes(CsvFile csv, LogSurvey survey, LogFormat format) {
        var notes = new ArrayList<String>();
        csv.format().ifPresent(notes::add);
        survey.days()
                .ifPresent(days ->
                        notes.add(
                                switch (days) {
                                    case DAY_FIRST -> "dates with the day first";
                                    case MONTH_FIRST -> "dates with the month first";
                                }));
        if (survey.local() > 0) {
            notes.add(
                    "times without a zone are of "
                            + (format.zone().getId().equals("Z") ? "UTC" : format.zone().getId())
                            + " (--zone)");
        }
        return notes.isEmpty()
                ? List.of()
                : List.of(csv.name() + " is read as: " + String.join("; ", notes));
    }

    private ContactLog wondering(Path file) {
        var line = rows.size() < FEWEST_TO_WONDER ? Optional.<Row>empty() : half();
        return line.map(
                        row -> {
                            var more = new ArrayList<>(notes);
                            more.add(
                                    file
                                            + ":"
                                            + row.line()
                                            + ": more than half of the contacts are of this"
                                            + " customer; if that is a placeholder or not who"
                                            + " called, leave those rows out");
                            return new ContactLog(rows, mistakes, skipped, strangeChannels, more);
                        })
                .orElse(this);
    }

    private ContactLog unread(Path file, CustomerNames names) {
        return names.unread()
                .map(found -> {
                    var more = new ArrayList<>(notes);
                    more.add(
                            file
                                    + ":"
                                    + found.line()
                                    + ": "
                                    + found.masked()
                                    + " looks like a telephone number of another country"
                                    + others(found.spellings() - 1)
                                    + "; each spelling counts as a customer of its own. If they are"
                                    + " numbers, name their country with --region, such as"
                                    + " --region BR");
                    return new ContactLog(rows, mistakes, skipped, strangeChannels, more);
                })
                .orElse(this);
    }

    private static String others(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> ", and so does one more";
            default -> ", and so do " + count + " more";
        };
    }

    /** A row of who has more than half of them (Boyer and Moore's vote); empty when nobody has. */
    private Optional<Row> half() {
        var votes = 0;
        var leader = "";
        for (var row : rows) {
            leader = votes == 0 ? row.customer() : leader;
            votes += row.customer().equals(leader) ? 1 : -1;
        }
        var most = leader;
        return rows.stream().filter(row -> row.customer().equals(most)).count() * 2 > rows.size()
                ? rows.stream().filter(row -> row.customer().equals(most)).findFirst()
                : Optional.empty();
    }
}
