package io.recaller.cli.report;

import io.recaller.report.Timetable;
import java.time.LocalDate;

/** The days of a report, in words. */
public final class ReportDays {
    private ReportDays() {}

    static String words(Timetable times) {
        var first = LocalDate.ofInstant(times.from(), times.zone());
        var last = LocalDate.ofInstant(times.to().minusNanos(1), times.zone());
        var days = first.equals(last) ? "" + first : first + " to " + last;
        return days + " (" + times.zone() + ")";
    }
}
