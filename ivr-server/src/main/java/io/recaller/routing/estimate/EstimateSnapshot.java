package io.recaller.routing.estimate;

import io.recaller.agent.AgentId;
import io.recaller.routing.match.MatchRules;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that an estimate goes by, at one moment.
 *
 * @param waiting in turn, those a phone rings for too
 * @param signedIn everybody, whether they take contacts or not
 * @param colleagues those who take contacts
 * @param queues how things go in each; of one that is missing the usual is believed
 */
public record EstimateSnapshot(
        MatchRules rules,
        Instant now,
        List<WaitingContact> waiting,
        Map<AgentId, Map<Skill, Proficiency>> signedIn,
        List<Colleague> colleagues,
        Map<QueueName, Habits> queues) {
    public EstimateSnapshot {
        waiting = List.copyOf(waiting);
        signedIn = Map.copyOf(signedIn);
        colleagues = List.copyOf(colleagues);
        queues = Map.copyOf(queues);
    }

    /**
     * How things go in a queue.
     *
     * @param handling how long its contacts keep an agent
     * @param givingUp how many of those who wait give up, a second of waiting; 0 to 1
     */
    public record Habits(HandlingTime handling, double givingUp) {
        public static final Habits USUAL = new Habits(HandlingTime.USUAL, 0);
    }

    Habits of(QueueName queue) {
        return queues.getOrDefault(queue, Habits.USUAL);
    }
}
