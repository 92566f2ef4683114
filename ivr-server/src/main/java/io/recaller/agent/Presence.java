package io.recaller.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether an agent takes contacts, where, and since when.
 *
 * @param station the phone the agent sits at; empty: none
 * @param since when the state was entered
 * @param leaseUntil after this instant the desk counts as gone; empty: no desk holds the state
 */
public record Presence(
        AgentId agent,
        Availability availability,
        Optional<StationId> station,
        Instant since,
        Optional<Instant> leaseUntil) {
    public boolean isHeldAt(Instant now) {
        return leaseUntil.isEmpty() || leaseUntil.get().isAfter(now);
    }

    /**
     * Out of touch for so long that nobody counts on it; comes back at the same phone by a sign of
     * life, unless somebody else sits there by then. Who sat at none is known by the lease that is
     * over.
     */
    public Presence lapsed(Availability.LoggedOut availability, Instant at) {
        var until = station.isEmpty() ? leaseUntil : Optional.<Instant>empty();
        return new Presence(agent, availability, station, at, until);
    }

    /** Whether the agent was out of touch, and did not go home by themselves. */
    public boolean isLapsed() {
        return availability instanceof Availability.LoggedOut
                && (station.isPresent() || leaseUntil.isPresent());
    }

    /** The same with another lease. */
    public Presence heldUntil(Instant until) {
        return new Presence(agent, availability, station, since, Optional.of(until));
    }

    /** Away from any phone and desk, by one's own wish. */
    public Presence gone(Availability.LoggedOut availability, Instant at) {
        return new Presence(agent, availability, Optional.empty(), at, Optional.empty());
    }

    /** In that state from then on, or since before when it is the same. */
    public Presence with(Availability next, Instant at) {
        return next.equals(availability)
                ? this
                : new Presence(agent, next, station, at, leaseUntil);
    }
}
