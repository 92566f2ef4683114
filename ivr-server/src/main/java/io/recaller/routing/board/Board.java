package io.recaller.routing.board;

import io.recaller.routing.plan.Opening;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queues and the agents at one moment.
 *
 * @param waiting in turn, queue by queue
 * @param agents who is signed in first, then by login
 * @param openings how it stands with queues that have hours, by name; the others are open always
 */
public record Board(
        Instant at,
        Set<String> queues,
        List<Waiter> waiting,
        List<AgentNow> agents,
        Map<String, Opening> openings) {
    public Board {
        queues = new TreeSet<>(queues);
        openings = Map.copyOf(openings);
        waiting = List.copyOf(waiting);
        agents = List.copyOf(agents);
    }

    /** Where all queues are open always. */
    public Board(Instant at, Set<String> queues, List<Waiter> waiting, List<AgentNow> agents) {
        this(at, queues, waiting, agents, Map.of());
    }

    Board with(Map<String, Opening> others) {
        return new Board(at, queues, waiting, agents, others);
    }

    /** The same with some of its agents only. */
    public Board only(List<AgentNow> some) {
        return new Board(at, queues, waiting, some, openings);
    }

    /** How it stands with a queue; empty: it is open always. */
    public Optional<Opening> opening(String queue) {
        return Optional.ofNullable(openings.get(queue));
    }

    /** Who waits in one queue, in turn. */
    public List<Waiter> waitingIn(String queue) {
        return waiting.stream().filter(each -> each.queue().equals(queue)).toList();
    }

    /** The same of one queue only; agents may serve any. */
    public Board of(String queue) {
        return new Board(at, Set.of(queue), waitingIn(queue), agents, openings);
    }

    /** How many agents take contacts and hold none. */
    public long free() {
        return agents.stream().filter(AgentNow::isFree).count();
    }

    public long signedIn() {
        return agents.stream().filter(AgentNow::isSignedIn).count();
    }
}
