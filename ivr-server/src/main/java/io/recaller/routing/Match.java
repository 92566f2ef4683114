package io.recaller.routing;

import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Decides who is offered which contact. Pure: the same snapshots always give the same proposals,
 * whatever order their rows came in.
 *
 * <p>Contacts choose in order of priority, then age. Among the ready agents who meet every minimum
 * with room for it a contact gets the one with the highest total proficiency on the required
 * skills; among equals the one who holds least, then the one who has been free longest.
 */
final class Match {
    private static final Comparator<WaitingContact> IN_TURN =
            Comparator.comparingInt(WaitingContact::priority)
                    .reversed()
                    .thenComparing(WaitingContact::enteredAt)
                    .thenComparing(waiting -> waiting.contact().value());

    private Match() {}

    /**
     * Proposes each contact at most once, in the contacts' turn, and each agent as long as there is
     * room.
     *
     * @param now for the words of the reasons only
     */
    static List<Pairing> propose(
            Collection<WaitingContact> waiting,
            Collection<Candidate> ready,
            Capacity capacity,
            Instant now) {
        var free = new ArrayList<>(ready);
        var proposals = new ArrayList<Pairing>();
        for (var contact : waiting.stream().sorted(IN_TURN).toList()) {
            var able = free.stream().filter(agent -> canServe(agent, contact, capacity)).toList();
            able.stream()
                    .min(bestFor(contact.requirement()))
                    .ifPresent(best -> {
                        free.remove(best);
                        free.add(best.holding(contact.channel()));
                        proposals.add(
                                new Pairing(
                                        contact, best, reasons(contact, best, able.size(), now)));
                    });
        }
        return proposals;
    }

    private static boolean canServe(Candidate agent, WaitingContact contact, Capacity capacity) {
        return capacity.admits(agent.load(), contact.channel())
                && contact.requirement().isMetBy(agent.skills());
    }

    private static Comparator<Candidate> bestFor(Requirement requirement) {
        return Comparator.<Candidate>comparingInt(agent -> total(agent, requirement))
                .reversed()
                .thenComparingInt(agent -> agent.load().total())
                .thenComparing(Candidate::freeSince)
                .thenComparing(agent -> agent.agent().value());
    }

    private static int total(Candidate agent, Requirement requirement) {
        return requirement.minimums().keySet().stream()
                .map(agent.skills()::get)
                .filter(Objects::nonNull)
                .mapToInt(Proficiency::level)
                .sum();
    }

    private static List<String> reasons(
            WaitingContact contact, Candidate best, int able, Instant now) {
        var reasons = new ArrayList<String>();
        contact.requirement()
                .minimums()
                .forEach((skill, minimum) -> {
                    var held = Objects.requireNonNull(best.skills().get(skill));
                    reasons.add(skill + " " + held.level() + " ≥ " + minimum.level());
                });
        if (reasons.isEmpty()) {
            reasons.add("any agent will do");
        }
        reasons.add("ready for " + Duration.between(best.freeSince(), now).toSeconds() + " s");
        if (able > 1) {
            reasons.add("best of " + able + " who can");
        }
        return reasons;
    }
}
