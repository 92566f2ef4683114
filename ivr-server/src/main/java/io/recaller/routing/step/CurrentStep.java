package io.recaller.routing.step;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.skill.SkillTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * At which step a contact is now. Worked out anew from what is true at the moment, never kept: a
 * changed setting, a new preference or an agent who signs in counts for who waits already.
 *
 * @param number of the step, from 1
 * @param of how many there are
 * @param requirement what an agent must be able to do
 * @param only the one agent it waits for; empty: anybody who meets the requirement
 * @param until when the next step is taken at the latest; empty: this is the last one
 */
public record CurrentStep(
        int number,
        int of,
        Requirement requirement,
        Optional<AgentId> only,
        Optional<Instant> until) {

    /**
     * A step is over when its time is, when nobody who is signed in could ever match, and when
     * everybody who does was asked and did not answer.
     *
     * @param since when the contact joined the queue
     * @param silent who was asked for it this time and did not take it
     */
    public static CurrentStep at(
            QueueRule rule,
            Wish wish,
            Instant since,
            Set<AgentId> silent,
            Staff staff,
            Instant now) {
        var begins = since;
        var steps = steps(rule, wish);
        var last = steps.size();
        for (var number = 1; number < last; number++) {
            var step = steps.get(number - 1);
            if (isInVain(step, wish, silent, staff)) {
                continue;
            }
            var ends = begins.plus(step.lasts());
            if (now.isBefore(ends)) {
                return standing(step, number, last, wish, Optional.of(ends));
            }
            begins = ends;
        }
        return standing(steps.getLast(), last, last, wish, Optional.empty());
    }

    /** Whom the sender of the contact has named, or who has the matter, comes before all else. */
    private static List<RoutingStep> steps(QueueRule rule, Wish wish) {
        if (!wish.preferred().containsKey(Preference.CHOSEN)) {
            return rule.steps();
        }
        var all = new ArrayList<RoutingStep>();
        all.add(new RoutingStep.Preferred(Preference.CHOSEN, RoutingStep.FOR_THE_CHOSEN));
        all.addAll(rule.steps());
        return all;
    }

    /** Whether an agent may be asked at this step. */
    public boolean admits(AgentId agent, Map<Skill, Proficiency> skills) {
        return only.map(agent::equals).orElseGet(() -> requirement.isMetBy(skills));
    }

    public boolean isForAnyone() {
        return only.isEmpty() && requirement.isNone();
    }

    static boolean couldServe(RoutingStep step, Wish wish, Staff staff) {
        return switch (step) {
            case RoutingStep.Preferred(Preference who, _) ->
                    Optional.ofNullable(wish.preferred().get(who)).filter(staff::has).isPresent();
            case RoutingStep.AsAsked _, RoutingStep.Skilled _, RoutingStep.Anyone _ ->
                    staff.hasOneMeeting(requirement(step, wish), Set.of());
        };
    }

    private static boolean isInVain(RoutingStep step, Wish wish, Set<AgentId> silent, Staff staff) {
        return switch (step) {
            case RoutingStep.Preferred(Preference who, _) ->
                    Optional.ofNullable(wish.preferred().get(who))
                            .filter(staff::has)
                            .filter(agent -> !silent.contains(agent))
                            .isEmpty();
            case RoutingStep.AsAsked _, RoutingStep.Skilled _, RoutingStep.Anyone _ ->
                    !staff.hasOneMeeting(requirement(step, wish), silent);
        };
    }

    private static CurrentStep standing(
            RoutingStep step, int number, int of, Wish wish, Optional<Instant> until) {
        var only =
                step instanceof RoutingStep.Preferred(Preference who, _)
                        ? Optional.ofNullable(wish.preferred().get(who))
                        : Optional.<AgentId>empty();
        return new CurrentStep(number, of, requirement(step, wish), only, until);
    }

    private static Requirement requirement(RoutingStep step, Wish wish) {
        return switch (step) {
            case RoutingStep.Preferred _, RoutingStep.Anyone _ -> Requirement.none();
            case RoutingStep.AsAsked _ -> wish.asked();
            case RoutingStep.Skilled(SkillTemplate skills, _) -> skills.in(wish.language());
        };
    }
}
