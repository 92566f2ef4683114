package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
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
        return of(agent, contact, proficiency(agent, contact, standing));
    }

    /**
     * As above.
     *
     * @param proficiency summed up already
     */
    static Fit of(Candidate agent, WaitingContact contact, int proficiency) {
        var who = agent.agent();
        var points = proficiency + affinity(who, contact.wish());
        return new Fit(agent, points, contact.silent().contains(who));
    }

    /** The skills whose proficiency is summed up. */
    static Set<Skill> counted(Requirement admitted, Requirement wished) {
        var skills = new TreeSet<Skill>(wished.minimums().keySet());
        skills.addAll(wished.anyOf().keySet());
        skills.addAll(admitted.minimums().keySet());
        skills.addAll(admitted.anyOf().keySet());
        return skills;
    }

    private static int proficiency(Candidate agent, WaitingContact contact, CurrentStep standing) {
        return counted(standing.requirement(), contact.wish().asked()).stream()
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
