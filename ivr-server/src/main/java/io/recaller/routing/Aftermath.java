package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What remains to be done outside once a transaction is committed: phones to stop, cards to look at
 * again, numbers to count. Thrown away with a transaction that is rolled back.
 *
 * <p>Not safe for several threads.
 */
final class Aftermath {
    private final Set<AgentId> refreshes = new LinkedHashSet<>();
    private final Set<AssignmentId> cancels = new LinkedHashSet<>();
    private final Map<AssignmentId, Assignment.Outcome> outcomes = new LinkedHashMap<>();
    private boolean rest;
    private Optional<Waited> waited = Optional.empty();

    /** A wait that an agent's answer ended. */
    record Waited(QueueName queue, Duration time) {}

    void refresh(AgentId agent) {
        refreshes.add(agent);
    }

    void cancel(AssignmentId ring) {
        cancels.add(ring);
    }

    void cameTo(AssignmentId ring, Assignment.Outcome outcome) {
        outcomes.put(ring, outcome);
    }

    void waited(QueueName queue, Duration time) {
        waited = Optional.of(new Waited(queue, time));
    }

    Set<AgentId> refreshes() {
        return refreshes;
    }

    Set<AssignmentId> cancels() {
        return cancels;
    }

    Map<AssignmentId, Assignment.Outcome> outcomes() {
        return outcomes;
    }

    /** Asterisk cannot bring anybody together just now: offering again at once would fail again. */
    void rest() {
        rest = true;
    }

    boolean mustRest() {
        return rest;
    }

    Optional<Waited> waited() {
        return waited;
    }
}
