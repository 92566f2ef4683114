package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.ReadyAgent;
import io.recaller.agent.Station;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.MatchIndex;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.RoutingStep;
import io.recaller.routing.step.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who of a queue is free and fits a contact best at this moment, by the queue's steps and as if
 * nobody else waited: for whoever asks somebody of it. Nobody waits for a step to be over. Any
 * thread.
 */
final class BestOfQueue {
    private final PresenceStore presences = new PresenceStore();
    private final AgentLoads agentLoads = new AgentLoads();
    private final RoutingRules rules;

    BestOfQueue(RoutingRules rules) {
        this.rules = rules;
    }

    /**
     * Empty: nobody is.
     *
     * @param entry where the contact waited last
     * @param wish what it wants, and in which queue
     * @param phones which can be rung
     * @param asked who may be asked
     */
    Optional<Pairing> find(
            Tx tx,
            WaitingContact entry,
            Wish wish,
            Predicate<Station> phones,
            Predicate<AgentId> asked,
            Instant now) {
        var index = index(tx, phones, asked, now);
        return ages(wish).stream()
                .flatMap(age -> {
                    index.waits(waiting(entry, wish, now.minus(age)));
                    var found = index.take(now, 1);
                    index.gone(entry.id());
                    return found.stream();
                })
                .findFirst();
    }

    private static WaitingContact waiting(WaitingContact entry, Wish wish, Instant since) {
        return new WaitingContact(
                entry.id(),
                entry.contact(),
                entry.channel(),
                wish,
                entry.priority(),
                since,
                entry.address(),
                Set.of());
    }

    /** At which each of the steps has just begun. */
    private List<Duration> ages(Wish wish) {
        var ages = new ArrayList<Duration>();
        var age = Duration.ZERO;
        for (var step : rules.of(wish.queue()).steps()) {
            ages.add(age);
            if (step.lasts().compareTo(RoutingStep.FOR_EVER) >= 0) {
                break;
            }
            age = age.plus(step.lasts());
        }
        return ages;
    }

    private MatchIndex index(
            Tx tx, Predicate<Station> phones, Predicate<AgentId> asked, Instant now) {
        var index = new MatchIndex(rules, now);
        var there = presences.atWork(tx, now);
        there.forEach(agent -> index.signedIn(agent.agent(), agent.skills()));
        var ready =
                there.stream()
                        .flatMap(agent -> agent.ready().stream())
                        .filter(agent -> agent.station().filter(phones).isPresent())
                        .filter(agent -> asked.test(agent.agent()))
                        .toList();
        var ids = ready.stream().map(ReadyAgent::agent).toList();
        var loads = agentLoads.of(tx, ids);
        var freed = agentLoads.lastClosed(tx, ids);
        for (var agent : ready) {
            var load = loads.getOrDefault(agent.agent(), Load.NOTHING);
            index.ready(Candidate.of(agent, freed.get(agent.agent()), load));
        }
        return index;
    }
}
