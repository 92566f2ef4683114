package io.recaller.cli.report;

import io.recaller.cli.option.UsageException;
import io.recaller.report.Slice;
import io.recaller.report.Timetable;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of reports that say which days, and how finely. */
public final class PeriodOptions {
    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "first day, in the settings' time zone (default: the last)")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "last day, all of it (default: the first, or today)")
    private @Nullable LocalDate to;

    @Option(
            names = "--by",
            paramLabel = "SLICE",
            description =
                    "half-hour, day or total (default: half-hour for a single day, day for more)")
    private Optional<String> by = Optional.empty();

    Timetable timetable(InstantSource clock, ZoneId zone) {
        var last =
                Optional.ofNullable(to)
                        .or(() -> Optional.ofNullable(from))
                        .orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        var first = Optional.ofNullable(from).orElse(last);
        try {
            return Timetable.of(first, last, zone, slice(first.equals(last)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    e.getMessage() + "; give --from and --to as first and last day");
        }
    }

    private Slice slice(boolean isOneDay) {
        return by.map(PeriodOptions::slice).orElse(isOneDay ? Slice.HALF_HOUR : Slice.DAY);
    }

    private static Slice slice(String word) {
        for (var slice : Slice.values()) {
            if (slice.slug().equals(word.toLowerCase(Locale.ROOT))) {
                return slice;
            }
        }
        throw new UsageException("--by " + word + ": write half-hour, day or total");
    }
}
