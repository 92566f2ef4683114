package io.recaller.report;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the agents did in a period.
 *
 * @param at when it was made: what went on then is told until then
 * @param rows by slice, then by login; where an agent was not there is none
 * @param totals by login, of the whole period
 * @param all everybody together, of the whole period
 */
public record AgentReport(
        Timetable times, Instant at, List<Row> rows, List<Row> totals, AgentFigures all) {
    public AgentReport {
        rows = List.copyOf(rows);
        totals = List.copyOf(totals);
    }

    /**
     * An agent in a slice.
     *
     * @param slice of the timetable; of a total the first
     */
    public record Row(int slice, String login, AgentFigures figures) {}

    /** Why anybody was not ready. */
    public SortedSet<String> reasons() {
        return new TreeSet<>(all.notReady().keySet());
    }
}
