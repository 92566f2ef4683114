package io.recaller.backtest.log;

import io.recaller.text.CsvFile;
import java.util.Optional;
import java.util.Set;

/**
 * What a log says of itself when all of it was seen: nothing is taken for day or month that is only
 * likely.
 *
 * @param rows how many there are
 * @param local how many times name no zone
 * @param days empty where no date leaves it open
 * @param languages that the months' names may be in
 */
record LogSurvey(int rows, int local, Optional<DayOrder> days, Set<String> languages) {
    /**
     * Goes through the log once.
     *
     * @param said which of two numbers is the day, when somebody said so
     * @throws ContactLog.UnreadableException when dates may be read in two ways, or are written in
     *     two
     */
    static LogSurvey of(CsvFile file, LogColumns columns, Optional<DayOrder> said) {
        var times = new WrittenTimes(columns);
        file.forEach(times::take);
        return new LogSurvey(
                times.rows(),
                times.local(),
                said.or(() -> times.days(file.name())),
                times.languages(file.name()));
    }
}
