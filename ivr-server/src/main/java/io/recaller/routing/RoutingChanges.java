package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.routing.match.EntryId;
import java.util.Set;

/**
 * What was said to have changed since the last time.
 *
 * @param all anything may have: nobody listened for a while
 * @param something may have, as somebody said who has no signals
 * @param agents whether they take contacts, what they can do, or what they hold
 * @param entries of the queue
 */
record RoutingChanges(boolean all, boolean something, Set<AgentId> agents, Set<EntryId> entries) {
    static final RoutingChanges NOTHING = new RoutingChanges(false, false, Set.of(), Set.of());

    RoutingChanges {
        agents = Set.copyOf(agents);
        entries = Set.copyOf(entries);
    }

    boolean isNothing() {
        return !all && !something && agents.isEmpty() && entries.isEmpty();
    }
}
