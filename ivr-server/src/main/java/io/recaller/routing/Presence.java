package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.StationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent's current state, where, and since when.
 *
 * @param station the phone the agent sits at; empty: none
 * @param since when the state was entered
 * @param leaseUntil after this instant the desk counts as gone; empty: no desk holds the state
 */
public record Presence(
        AgentId agent,
        AgentState state,
        Optional<StationId> station,
        Instant since,
        Optional<Instant> leaseUntil) {
    boolean isHeldAt(Instant now) {
        return leaseUntil.isEmpty() || leaseUntil.get().isAfter(now);
    }

    /** The same with another lease. */
    Presence heldUntil(Instant until) {
        return new Presence(agent, state, station, since, Optional.of(until));
    }

    /** Away from any phone and desk. */
    Presence gone(AgentState.LoggedOut state, Instant at) {
        return new Presence(agent, state, Optional.empty(), at, Optional.empty());
    }

    Presence with(AgentState next, Instant at) {
        return new Presence(agent, next, station, at, leaseUntil);
    }
}
