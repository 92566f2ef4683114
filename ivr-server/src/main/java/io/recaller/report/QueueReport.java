package io.recaller.report;

import java.time.Instant;
import java.util.List;

/**
 * How the queues did in a period.
 *
 * @param at when it was made: what went on then is told until then
 * @param rows by slice, then by queue; where nobody joined there is none
 * @param totals by queue, of the whole period
 */
public record QueueReport(
        Timetable times, ServiceRules rules, Instant at, List<Row> rows, List<Row> totals) {
    public QueueReport {
        rows = List.copyOf(rows);
        totals = List.copyOf(totals);
    }

    /**
     * A queue in a slice.
     *
     * @param slice of the timetable; of a total the first
     */
    public record Row(int slice, String queue, QueueFigures figures) {}
}
