package io.recaller.routing.assignment;

import io.recaller.agent.Presence;
import java.time.Instant;
import java.util.List;

/**
 * Whether an agent takes contacts, and what the agent holds, at one moment.
 *
 * @param held open assignments, the longest held first
 * @param since when the availability was entered, or the last contact was out of hand if that was
 *     later
 */
public record Workload(Presence presence, List<Assignment> held, Instant since) {
    public Workload {
        held = List.copyOf(held);
    }
}
