package io.recaller.backtest.log;

import io.recaller.contact.ClockTolerance;
import io.recaller.db.Storable;
import io.recaller.text.CsvFile;
import io.recaller.text.Spreadsheet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/** Goes through the rows of a surveyed log once, and tells what is wrong with each. One thread. */
final class LogReading {
    /** More are only counted. */
    private static final int MOST_KEPT = 1_000;

    private final Path file;
    private final CsvFile csv;
    private final LogColumns columns;
    private final DayOrder days;
    private final ZoneId zone;
    private final Set<String> languages;
    private final CustomerNames names;
    private final Instant now;
    private final LogRows.Filling rows;
    private final ChannelNames channels = new ChannelNames();
    private final List<ContactLog.Mistake> mistakes = new ArrayList<>();
    private int skipped;

    LogReading(
            Path file,
            CsvFile csv,
            LogColumns columns,
            LogSurvey survey,
            ZoneId zone,
            CustomerNames names,
            Instant now) {
        this.file = file;
        this.csv = csv;
        this.columns = columns;
        this.days = survey.days().orElse(DayOrder.DAY_FIRST);
        this.zone = zone;
        this.languages = survey.languages();
        this.names = names;
        this.now = now;
        this.rows = new LogRows.Filling(survey.rows());
    }

    /**
     * Reads all of it.
     *
     * @param progress told how many rows are read
     * @param notes how it was read, in words
     */
    ContactLog read(IntConsumer progress, List<String> notes) {
        var read = new int[1];
        var unclosed =
                csv.forEach(row -> {
                    take(row.atMost(columns.size()));
                    progress.accept(++read[0]);
                });
        unclosed.ifPresent(line ->
                mistake(
                        line,
                        "a quote is not closed, so the rest of the file is not read; close it, and"
                                + " write a quote within quotes twice"));
        return new ContactLog(rows.done(), mistakes, skipped, channels.strange(), notes);
    }

    private void take(CsvFile.Row row) {
        var cells = row.cells();
        if (cells.size() != columns.size()) {
            mistake(
                    row.line(),
                    cells.size()
                            + " fields; expected "
                            + columns.size()
                            + " as in the header; put a field with "
                            + (csv.separator() == ',' ? "a comma" : "a '" + csv.separator() + "'")
                            + " in quotes");
            return;
        }
        var written = LogColumns.joined(cells, columns.time());
        var at = LogTime.of(written).flatMap(time -> time.at(days, zone, languages));
        var customer = Spreadsheet.plain(LogColumns.joined(cells, columns.customer()));
        var topic = LogColumns.joined(cells, columns.topic());
        wrong(written, at, customer, topic)
                .ifPresentOrElse(
                        wrong -> mistake(row.line(), wrong),
                        () ->
                                rows.add(
                                        row.line(),
                                        at.orElseThrow(),
                                        names.of(customer, row.line()),
                                        channels.of(LogColumns.joined(cells, columns.channel())),
                                        topic));
    }

    private Optional<String> wrong(
            String written, Optional<Instant> at, String customer, String topic) {
        if (at.isEmpty()) {
            return Optional.of("time '" + written + "'; write it as 2026-11-21T10:00:00Z");
        }
        var ahead = ClockTolerance.happened(at.get(), now);
        if (ahead.isPresent()) {
            return ahead.map(wrong -> "time " + wrong);
        }
        if (customer.isEmpty()) {
            return Optional.of("customer is empty; write who it was");
        }
        var flaw = Storable.flaw(customer);
        if (flaw.isPresent()) {
            return flaw.map(wrong -> "customer " + wrong);
        }
        var lost = Spreadsheet.lost(customer);
        if (lost.isPresent()) {
            return lost.map(wrong -> "customer '" + customer + "': " + wrong);
        }
        return topic.isEmpty()
                ? Optional.of("topic is empty; write what it was about, or leave the row out")
                : Spreadsheet.lost(topic)
                        .map(wrong -> String.format(Locale.ROOT, "topic '%s': %s", topic, wrong));
    }

    private void mistake(int line, String wrong) {
        skipped++;
        if (mistakes.size() < MOST_KEPT) {
            mistakes.add(ContactLog.Mistake.of(file, line, wrong));
        }
    }
}
