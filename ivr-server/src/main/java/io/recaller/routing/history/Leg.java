package io.recaller.routing.history;

import io.recaller.agent.AgentId;
import io.recaller.routing.assignment.Assignment;
import java.time.Instant;
import java.util.Optional;

/**
 * A contact in an agent's hands as reports count it.
 *
 * @param queue it came from; empty: from none
 * @param connected when the agent answered; empty: did not
 * @param wrapUp when the contact left; empty: has not, or was never there
 * @param closed empty: goes on
 * @param outcome empty: goes on
 * @param cameAbout whether the two talked, if the agent answered
 */
public record Leg(
        AgentId agent,
        Optional<String> queue,
        Instant offered,
        Optional<Instant> connected,
        Optional<Instant> wrapUp,
        Optional<Instant> closed,
        Optional<Assignment.Outcome> outcome,
        boolean cameAbout) {}
