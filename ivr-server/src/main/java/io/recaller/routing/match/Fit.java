package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.Comparator;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How well one agent suits one contact: the points first, then who holds least, then who has been
 * free longest. Whoever did not answer for this contact before comes after everybody who was not
 * asked.
 *
 * @param points the agent's proficiency, 1 to 5, summed over the skills that the contact asked for
 *     or its step asks for; who served the matter last counts as two more, the customer's
 *     responsible agent as one more
 * @param wasSilent whether the agent was asked for this contact and did not take it
 */
record Fit(Candidate agent, int points, boolean wasSilent) {
    static final int SERVED_LAST = 2;
    static final int RESPONSIBLE = 1;

    static final Comparator<Fit> BEST_FIRST =
            Comparator.comparing(Fit::wasSilent)
                    .thenComparing(Comparator.comparingInt(Fit::points).reversed())
                    .thenComparingInt(fit -> fit.agent().load().total())
                    .thenComparing(fit -> fit.agent().freeSince())
                    .thenComparing(fit -> fit.agent().agent().value());

    static Fit of(Candidate agent, WaitingContact contact, CurrentStep standing) {
        var who = agent.agent();
        var points = proficiency(agent, contact, standing) + affinity(who, contact.wish());
        return new Fit(agent, points, contact.silent().contains(who));
    }

    /** Of an agent who is nothing special to the contact. */
    static Fit stranger(Candidate agent, WaitingContact contact, CurrentStep standing) {
        return new Fit(agent, proficiency(agent, contact, standing), false);
    }

    private static int proficiency(Candidate agent, WaitingContact contact, CurrentStep standing) {
        var skills = new TreeSet<Skill>(contact.wish().asked().minimums().keySet());
        skills.addAll(contact.wish().asked().anyOf().keySet());
        skills.addAll(standing.requirement().minimums().keySet());
        skills.addAll(standing.requirement().anyOf().keySet());
        return skills.stream()
                .map(agent.skills()::get)
                .filter(Objects::nonNull)
                .mapToInt(Proficiency::level)
                .sum();
    }

    private static int affinity(AgentId agent, Wish wish) {
        return (agent.equals(wish.preferred().get(Preference.LAST)) ? SERVED_LAST : 0)
                + (agent.equals(wish.preferred().get(Preference.RESPONSIBLE)) ? RESPONSIBLE : 0);
    }
}
