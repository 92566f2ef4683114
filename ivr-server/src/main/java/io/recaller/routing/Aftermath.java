package io.recaller.routing;

import io.recaller.agent.AgentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final List<Assignment.Outcome> outcomes = new ArrayList<>();
    private Optional<Duration> waited = Optional.empty();

    void refresh(AgentId agent) {
        refreshes.add(agent);
    }

    void cancel(AssignmentId ring) {
        cancels.add(ring);
    }

    void closed(Assignment.Outcome outcome) {
        outcomes.add(outcome);
    }

    void waited(Duration inQueue) {
        waited = Optional.of(inQueue);
    }

    Set<AgentId> refreshes() {
        return refreshes;
    }

    Set<AssignmentId> cancels() {
        return cancels;
    }

    List<Assignment.Outcome> outcomes() {
        return outcomes;
    }

    Optional<Duration> waited() {
        return waited;
    }
}
