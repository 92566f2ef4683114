package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;

/** Agents who may be asked by contacts that are alike, the best one first. One match's only. */
final class Contenders {
    private final Map<AgentId, Candidate> free;
    private final Predicate<Candidate> eligible;
    private final PriorityQueue<Fit> order;
    private final Function<Candidate, Fit> fit;

    /**
     * Of those who are free now.
     *
     * @param free who is free at any later moment: with what they hold by then
     */
    Contenders(
            Map<AgentId, Candidate> free,
            Predicate<Candidate> eligible,
            Function<Candidate, Fit> fit) {
        this.free = free;
        this.eligible = eligible;
        this.fit = fit;
        order = new PriorityQueue<>(Math.max(1, free.size()), Fit.BEST_FIRST);
        free.values().stream().filter(eligible).map(fit).forEach(order::add);
    }

    /** What was seen of an agent is looked at again when the agent's turn comes. */
    Optional<Candidate> best() {
        while (!order.isEmpty()) {
            var first = order.peek().agent();
            var now = free.get(first.agent());
            if (first.equals(now)) {
                return Optional.of(first);
            }
            order.poll();
            Optional.ofNullable(now).filter(eligible).map(fit).ifPresent(order::add);
        }
        return Optional.empty();
    }

    /** How many may be asked now, as far as that number. */
    int count(int most) {
        return (int)
                order.stream()
                        .map(Fit::agent)
                        .filter(agent -> agent.equals(free.get(agent.agent())))
                        .limit(most)
                        .count();
    }
}
