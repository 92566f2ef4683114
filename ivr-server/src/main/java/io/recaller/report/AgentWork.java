package io.recaller.report;

import io.recaller.agent.PastState;
import io.recaller.routing.history.Leg;
import io.recaller.transfer.PastTransfer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one agent did in a period, read a part of it at a time. One thread. */
final class AgentWork {
    private final Timetable times;
    private final Optional<String> only;
    private final SortedMap<Integer, AgentTally> tallies = new TreeMap<>();
    private final Set<String> queues = new HashSet<>();

    /**
     * @param only counts contacts of this queue; empty: of any, and of none
     */
    AgentWork(Timetable times, Optional<String> only) {
        this.times = times;
        this.only = only;
    }

    /**
     * A part of the period.
     *
     * @param states in the order they were entered, the one at its begin first
     * @param legs what was in hand at any time in it
     * @param until of it, or now, whichever comes first
     */
    void add(List<PastState> states, List<Leg> legs, Instant from, Instant to, Instant until) {
        if (until.isAfter(from)) {
            new Track(states, legs, from, until)
                    .tell((doing, since, end) ->
                            times.spread(
                                    since, end, (slice, time) -> at(slice).spent(doing, time)));
        }
        for (var leg : legs) {
            leg.queue().ifPresent(queues::add);
            var isHere = !leg.offered().isBefore(from) && leg.offered().isBefore(to);
            if (isHere && (only.isEmpty() || leg.queue().equals(only))) {
                times.at(leg.offered()).ifPresent(slice -> at(slice).add(leg));
            }
        }
    }

    /** A talk of the agent that was on hold or handed over, told once in the part it is of. */
    void add(PastTransfer transfer, Instant from, Instant to) {
        if (only.isPresent() && !transfer.queue().equals(only)) {
            return;
        }
        if (!transfer.asked().isBefore(from) && transfer.asked().isBefore(to)) {
            times.at(transfer.asked()).ifPresent(slice -> at(slice).add(transfer));
        }
        if (!transfer.offered().isBefore(from) && transfer.offered().isBefore(to)) {
            times.at(transfer.offered()).ifPresent(slice -> at(slice).held(transfer.held()));
        }
    }

    private AgentTally at(int slice) {
        return tallies.computeIfAbsent(slice, _ -> new AgentTally());
    }

    SortedMap<Integer, AgentTally> tallies() {
        return tallies;
    }

    /** Those the agent had a contact of in hand. */
    Set<String> queues() {
        return queues;
    }
}
