package io.recaller.routing.board;

import io.recaller.routing.step.CurrentStep;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom a contact waits for at this moment, and what changes that.
 *
 * @param step where in the steps of its queue it is
 * @param able who is signed in and may be asked at this step, whatever they do now
 * @param having how many of those who are signed in have each skill that the step asks for, one by
 *     one: which of them blocks
 * @param next what the next step brings; empty: this is the last one
 */
public record Outlook(
        CurrentStep step,
        List<AgentNow> able,
        SortedMap<Skill, Having> having,
        Optional<Next> next) {
    public Outlook {
        able = List.copyOf(able);
        having = new TreeMap<>(having);
    }

    /**
     * A skill that a step asks for.
     *
     * @param least the lowest proficiency that will do
     * @param agents how many of those who are signed in have it
     */
    public record Having(Proficiency least, long agents) {}

    /**
     * The step that follows if nothing else changes.
     *
     * @param at when it is taken at the latest
     * @param number from 1; some may be passed over
     * @param more who may be asked then and may not now
     */
    public record Next(Instant at, int number, List<AgentNow> more) {
        public Next {
            more = List.copyOf(more);
        }
    }

    static Having having(Map.Entry<Skill, Proficiency> asked, List<AgentNow> signedIn) {
        var agents =
                signedIn.stream()
                        .map(agent -> Optional.ofNullable(agent.skills().get(asked.getKey())))
                        .filter(held ->
                                held.filter(level -> level.atLeast(asked.getValue())).isPresent())
                        .count();
        return new Having(asked.getValue(), agents);
    }
}
