package io.recaller.routing.board;

import io.recaller.agent.AgentId;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Staff;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks ahead for contacts that wait, at one moment. Remembers what it found: many contacts ask the
 * same. One thread.
 */
final class Outlooks {
    /** Whom a step admits: contacts with the same one have the same agents. */
    private record Admits(Requirement requirement, Optional<AgentId> only) {
        static Admits of(CurrentStep step) {
            return new Admits(step.requirement(), step.only());
        }
    }

    private record Change(Admits from, Admits to) {}

    private final RoutingRules rules;
    private final List<AgentNow> signedIn;
    private final Staff staff;
    private final Instant now;
    private final Map<Admits, List<AgentNow>> able = new HashMap<>();
    private final Map<Change, List<AgentNow>> more = new HashMap<>();
    private final Map<Requirement, SortedMap<Skill, Outlook.Having>> having = new HashMap<>();

    Outlooks(RoutingRules rules, List<AgentNow> agents, Instant now) {
        this.rules = rules;
        this.signedIn = agents.stream().filter(AgentNow::isSignedIn).toList();
        this.staff =
                new Staff(
                        signedIn.stream()
                                .collect(Collectors.toMap(AgentNow::id, AgentNow::skills)));
        this.now = now;
    }

    /**
     * Of one contact.
     *
     * @param since when it joined the queue
     * @param silent who was asked for it this time and did not take it
     */
    Outlook of(Wish wish, Instant since, Set<AgentId> silent) {
        var step = at(wish, since, silent, now);
        return new Outlook(
                step,
                able(Admits.of(step)),
                having(step.requirement()),
                step.until().map(end -> next(step, at(wish, since, silent, end), end)));
    }

    private CurrentStep at(Wish wish, Instant since, Set<AgentId> silent, Instant moment) {
        return CurrentStep.at(rules.of(wish.queue()), wish, since, silent, staff, moment);
    }

    private Outlook.Next next(CurrentStep step, CurrentStep then, Instant at) {
        var change = new Change(Admits.of(step), Admits.of(then));
        return new Outlook.Next(at, then.number(), more.computeIfAbsent(change, this::more));
    }

    private List<AgentNow> more(Change change) {
        var before = Set.copyOf(able(change.from()));
        return able(change.to()).stream().filter(agent -> !before.contains(agent)).toList();
    }

    private List<AgentNow> able(Admits admits) {
        return able.computeIfAbsent(
                admits, _ -> signedIn.stream().filter(agent -> isAdmitted(agent, admits)).toList());
    }

    private static boolean isAdmitted(AgentNow agent, Admits admits) {
        return admits.only()
                .map(agent.id()::equals)
                .orElseGet(() -> admits.requirement().isMetBy(agent.skills()));
    }

    private SortedMap<Skill, Outlook.Having> having(Requirement requirement) {
        return having.computeIfAbsent(
                requirement,
                asked ->
                        Stream.concat(
                                        asked.minimums().entrySet().stream(),
                                        asked.anyOf().entrySet().stream())
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                skill -> Outlook.having(skill, signedIn),
                                                (one, _) -> one,
                                                TreeMap::new)));
    }
}
