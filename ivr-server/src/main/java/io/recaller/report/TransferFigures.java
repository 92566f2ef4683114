package io.recaller.report;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How talks were put on hold and handed over.
 *
 * @param sentOn talks that somebody else has since, or for whom the contact waits
 * @param consulted how often somebody else was asked first, whatever came of it
 * @param hold how long callers were on hold in the handled talks, in all
 * @param byOutcome how many of each, by kind and outcome: {@code consult-agent.no-answer}
 */
public record TransferFigures(
        long sentOn, long consulted, Duration hold, SortedMap<String, Long> byOutcome) {
    public TransferFigures {
        byOutcome = Collections.unmodifiableSortedMap(new TreeMap<>(byOutcome));
    }
}
