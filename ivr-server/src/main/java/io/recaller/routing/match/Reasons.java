package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.routing.step.CurrentStep;
import io.recaller.routing.step.Preference;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Why one contact is offered to one agent, in words that are stored with the offer. */
final class Reasons {
    private Reasons() {}

    static List<String> of(WaitingContact contact, CurrentStep standing, Fit fit, Instant now) {
        var agent = fit.agent();
        var reasons = new ArrayList<>(skills(standing, agent).toList());
        if (standing.of() > 1) {
            reasons.add("step " + standing.number() + " of " + standing.of());
        }
        if (reasons.isEmpty() || standing.isForAnyone()) {
            reasons.add("any agent will do");
        }
        reasons.addAll(ties(contact.wish().preferred(), agent.agent()));
        if (fit.wasSilent()) {
            reasons.add("asked before without an answer");
        }
        reasons.add("ready for " + Duration.between(agent.freeSince(), now).toSeconds() + " s");
        return reasons;
    }

    private static Stream<String> skills(CurrentStep standing, Candidate agent) {
        var asked = standing.requirement();
        return Stream.concat(
                        asked.minimums().entrySet().stream(), asked.anyOf().entrySet().stream())
                .flatMap(minimum -> skill(minimum, agent));
    }

    private static Stream<String> skill(Map.Entry<Skill, Proficiency> minimum, Candidate agent) {
        return Stream.ofNullable(agent.skills().get(minimum.getKey()))
                .filter(held -> held.atLeast(minimum.getValue()))
                .map(held ->
                        minimum.getKey() + " " + held.level() + " ≥ " + minimum.getValue().level());
    }

    private static List<String> ties(Map<Preference, AgentId> preferred, AgentId agent) {
        var ties = new ArrayList<String>();
        if (agent.equals(preferred.get(Preference.LAST))) {
            ties.add("served this customer last");
        }
        if (agent.equals(preferred.get(Preference.RESPONSIBLE))) {
            ties.add("responsible for this customer");
        }
        if (agent.equals(preferred.get(Preference.CHOSEN))) {
            ties.add("named by who sent this contact");
        }
        return ties;
    }
}
