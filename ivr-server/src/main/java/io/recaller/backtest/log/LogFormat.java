package io.recaller.backtest.log;

import io.recaller.text.CsvFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a contact log is written, as far as somebody said so; what is empty is recognised.
 *
 * @param days of dates such as 11/12/2026
 * @param zone of times that name none
 * @param columns what the log calls time, customer, channel and topic; several are joined by a
 *     space, such as a date and a time
 */
public record LogFormat(
        CsvFormat csv, Optional<DayOrder> days, ZoneId zone, Map<String, List<String>> columns) {
    public LogFormat {
        columns = Map.copyOf(columns);
    }

    /** Recognised, local times being UTC. */
    public static LogFormat recognised() {
        return new LogFormat(CsvFormat.recognised(), Optional.empty(), ZoneOffset.UTC, Map.of());
    }
}
