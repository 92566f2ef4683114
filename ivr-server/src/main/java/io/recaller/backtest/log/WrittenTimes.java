package io.recaller.backtest.log;

import io.recaller.speech.MonthNames;
import io.recaller.text.CsvFile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The times of a log as they are written, seen one after another, and what all of them tell
 * together.
 */
final class WrittenTimes {
    private final LogColumns columns;
    private int rows;
    private int local;
    private Optional<Sample> dayFirst = Optional.empty();
    private Optional<Sample> monthFirst = Optional.empty();
    private Optional<Sample> either = Optional.empty();
    private final Map<String, Sample> months = new HashMap<>();

    WrittenTimes(LogColumns columns) {
        this.columns = columns;
    }

    void take(CsvFile.Row row) {
        rows++;
        if (row.cells().size() < columns.size()) {
            return;
        }
        var written = LogColumns.joined(row.cells(), columns.time());
        LogTime.of(written).ifPresent(time -> take(time, new Sample(row.line(), written)));
    }

    private void take(LogTime time, Sample sample) {
        time.word().ifPresent(word -> months.putIfAbsent(word, sample));
        local += time.offset().isEmpty() ? 1 : 0;
        if (time.isAmbiguous()) {
            either = either.or(() -> Optional.of(sample));
        }
        time.order()
                .ifPresent(order -> {
                    switch (order) {
                        case DAY_FIRST -> dayFirst = dayFirst.or(() -> Optional.of(sample));
                        case MONTH_FIRST -> monthFirst = monthFirst.or(() -> Optional.of(sample));
                    }
                });
    }

    int rows() {
        return rows;
    }

    /** How many name no zone. */
    int local() {
        return local;
    }

    /** Those that have all the names of months in the file. */
    Set<String> languages(String file) {
        var languages = new HashSet<>(MonthNames.languages());
        months.keySet()
                .forEach(word ->
                        languages.retainAll(
                                MonthNames.of(word).values().stream()
                                        .flatMap(Set::stream)
                                        .collect(Collectors.toSet())));
        months.entrySet().stream()
                .filter(each -> MonthNames.of(each.getKey()).size() > 1)
                .filter(each -> MonthNames.in(languages, each.getKey()).size() != 1)
                .min(Comparator.comparingInt(each -> each.getValue().line()))
                .ifPresent(each -> {
                    throw new ContactLog.UnreadableException(
                            ("%s: '%s' is another month in another language, and no row tells"
                                            + " which language it is (%s); write the dates as"
                                            + " 2026-11-21")
                                    .formatted(file, each.getKey(), each.getValue()));
                });
        return Set.copyOf(languages);
    }

    /** Which of two numbers is the day; empty where no date leaves it open. */
    Optional<DayOrder> days(String file) {
        if (dayFirst.isPresent() && monthFirst.isPresent()) {
            throw new ContactLog.UnreadableException(
                    ("%s: dates are written in two ways: the day is first in %s, the month in"
                                    + " %s; write them one way, best as 2026-11-21")
                            .formatted(file, dayFirst.get(), monthFirst.get()));
        }
        if (dayFirst.isEmpty() && monthFirst.isEmpty() && either.isPresent()) {
            throw new ContactLog.UnreadableException(
                    ("%s: no row tells whether the day or the month is first (%s); say"
                                    + " --dates day-first or --dates month-first")
                            .formatted(file, either.get()));
        }
        return dayFirst.map(_ -> DayOrder.DAY_FIRST)
                .or(() -> monthFirst.map(_ -> DayOrder.MONTH_FIRST));
    }

    /** Where one of them stands. */
    private record Sample(int line, String written) {
        @Override
        public String toString() {
            return "line %d, %s".formatted(line, written);
        }
    }
}
