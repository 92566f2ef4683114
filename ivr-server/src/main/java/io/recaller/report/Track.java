package io.recaller.report;

import io.recaller.agent.Availability;
import io.recaller.agent.PastState;
import io.recaller.routing.history.Leg;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one agent did, moment by moment, made of states and what was in hand. Pure. */
final class Track {
    /** Takes each span in which the agent did one thing, in order. */
    @FunctionalInterface
    interface Span {
        void is(Doing doing, Instant since, Instant until);
    }

    /** How many more or fewer of each are in hand from an instant on. */
    private static final class Change {
        int talking;
        int ringing;
        int wrappingUp;
        Availability availability = NONE;
    }

    private static final Availability NONE = new Availability.LoggedOut();

    private final TreeMap<Instant, Change> changes = new TreeMap<>();
    private final TreeMap<Instant, Availability> states = new TreeMap<>();
    private final Instant from;
    private final Instant until;

    /**
     * @param states in the order they were entered
     * @param until what goes on is told until then
     */
    Track(List<PastState> states, Collection<Leg> legs, Instant from, Instant until) {
        this.from = from;
        this.until = until;
        var last = from;
        for (var state : states) {
            last = within(state.since().isBefore(last) ? last : state.since());
            this.states.put(last, state.availability());
        }
        legs.forEach(this::add);
    }

    private void add(Leg leg) {
        var closed = leg.closed().orElse(until);
        var answered = leg.connected().orElse(closed);
        change(leg.offered()).ringing++;
        change(answered).ringing--;
        if (leg.connected().isPresent()) {
            var left = leg.wrapUp().orElse(closed);
            change(answered).talking++;
            change(left).talking--;
            change(left).wrappingUp++;
            change(closed).wrappingUp--;
        }
    }

    private Change change(Instant at) {
        return changes.computeIfAbsent(within(at), _ -> new Change());
    }

    private Instant within(Instant at) {
        return at.isBefore(from) ? from : at.isAfter(until) ? until : at;
    }

    void tell(Span span) {
        var borders = new TreeSet<>(changes.keySet());
        borders.addAll(states.keySet());
        borders.add(until);
        var now = new Change();
        var at = from;
        for (var border : borders) {
            if (at.isBefore(border)) {
                span.is(doing(now), at, border);
            }
            var change = changes.get(border);
            if (change != null) {
                now.talking += change.talking;
                now.ringing += change.ringing;
                now.wrappingUp += change.wrappingUp;
            }
            now.availability = states.getOrDefault(border, now.availability);
            at = border;
        }
    }

    private static Doing doing(Change now) {
        if (now.talking > 0) {
            return new Doing.Talking();
        }
        if (now.ringing > 0) {
            return new Doing.Ringing();
        }
        return now.wrappingUp > 0 ? new Doing.WrappingUp() : new Doing.Idle(now.availability);
    }
}
