package io.recaller.backtest.log;

import io.recaller.text.CsvFile;
import java.util.Optional;

/**
 * What a log says of itself when all of it was seen: nothing is taken for day or month that is only
 * likely.
 *
 * @param rows how many there are
 * @param local how many times name no zone
 * @param days empty where no date leaves it open
 */
record LogSurvey(int rows, int local, Optional<DayOrder> days) {
    /**
     * Goes through the log once.
     *
     * @param said which of two numbers is the day, when somebody said so
     * @throws ContactLog.UnreadableException when dates may be read in two ways, or are written in
     *     two
     */
    static LogSurvey of(CsvFile file, LogColumns columns, Optional<DayOrder> said) {
        var looking = new Looking(columns);
        file.forEach(looking::take);
        return new LogSurvey(looking.rows, looking.local, said.or(() -> looking.days(file.name())));
    }

    private static final class Looking {
        private final LogColumns columns;
        private int rows;
        private int local;
        private Optional<Sample> dayFirst = Optional.empty();
        private Optional<Sample> monthFirst = Optional.empty();
        private Optional<Sample> either = Optional.empty();

        Looking(LogColumns columns) {
            this.columns = columns;
        }

        private record Sample(int line, String written) {
            @Override
            public String toString() {
                return "line %d, %s".formatted(line, written);
            }
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
            local += time.offset().isEmpty() ? 1 : 0;
            if (time.isAmbiguous()) {
                either = either.or(() -> Optional.of(sample));
            }
            time.order()
                    .ifPresent(order -> {
                        switch (order) {
                            case DAY_FIRST -> dayFirst = dayFirst.or(() -> Optional.of(sample));
                            case MONTH_FIRST ->
                                    monthFirst = monthFirst.or(() -> Optional.of(sample));
                        }
                    });
        }

        private Optional<DayOrder> days(String file) {
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
    }
}
