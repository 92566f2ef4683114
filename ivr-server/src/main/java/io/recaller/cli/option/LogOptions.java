package io.recaller.cli.option;

import io.recaller.backtest.log.DayOrder;
import io.recaller.backtest.log.LogFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a contact log is written, where that is not recognised or recognised wrongly. */
public final class LogOptions {
    private static final List<String> COLUMNS = List.of("time", "customer", "channel", "topic");

    @Mixin private CsvOptions csv = new CsvOptions();

    @Option(
            names = "--dates",
            paramLabel = "ORDER",
            description = "day-first or month-first, for dates such as 11/12/2026")
    private @Nullable String dates;

    @Option(
            names = "--column",
            paramLabel = "COLUMN=NAME",
            description =
                    "what the file calls time, customer, channel or topic, such as"
                            + " --column customer=Phone; two joined: --column time=Date+Time")
    private Map<String, String> columns = new TreeMap<>();

    /**
     * What was said.
     *
     * @throws UsageException when something is said that there is not
     */
    public LogFormat format(ZoneId zone) {
        var named = new TreeMap<String, List<String>>();
        columns.forEach((column, name) -> {
            if (!COLUMNS.contains(column)) {
                throw new UsageException(
                        "--column " + column + ": is one of " + String.join(", ", COLUMNS));
            }
            named.put(column, List.of(name.split("\\+")));
        });
        return new LogFormat(
                csv.format(), Optional.ofNullable(dates).map(LogOptions::order), zone, named);
    }

    private static DayOrder order(String word) {
        return switch (word) {
            case "day-first" -> DayOrder.DAY_FIRST;
            case "month-first" -> DayOrder.MONTH_FIRST;
            default ->
                    throw new UsageException(
                            "--dates " + word + ": write day-first or month-first");
        };
    }
}
