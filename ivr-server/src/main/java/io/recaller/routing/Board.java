package io.recaller.routing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queues and the agents at one moment.
 *
 * @param waiting in turn, queue by queue
 * @param agents who is signed in first, then by login
 */
public record Board(Instant at, Set<String> queues, List<Waiter> waiting, List<AgentNow> agents) {
    public Board {
        queues = new TreeSet<>(queues);
        waiting = List.copyOf(waiting);
        agents = List.copyOf(agents);
    }

    /** Who waits in one queue, in turn. */
    public List<Waiter> waitingIn(String queue) {
        return waiting.stream().filter(each -> each.queue().equals(queue)).toList();
    }

    /** The same of one queue only; agents may serve any. */
    public Board of(String queue) {
        return new Board(at, Set.of(queue), waitingIn(queue), agents);
    }

    /** How many agents take contacts and hold none. */
    public long free() {
        return agents.stream().filter(AgentNow::isFree).count();
    }

    public long signedIn() {
        return agents.stream().filter(AgentNow::isSignedIn).count();
    }
}
