package io.recaller.agent;

import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An agent who is signed in.
 *
 * @param mark what of the row changes when anything of it does
 * @param since when the availability was entered
 * @param station empty: at no phone
 */
public record AtWork(
        AgentId agent,
        Map<Skill, Proficiency> skills,
        Mark mark,
        Instant since,
        Optional<Station> station) {
    public AtWork {
        skills = Map.copyOf(skills);
    }

    /**
     * The state of the agent's row.
     *
     * @param version grows with each change but signs of life
     * @param isReady takes contacts, and the desk is not silent for too long
     */
    public record Mark(long version, boolean isReady) {}

    /** Empty: takes no contacts now. */
    public Optional<ReadyAgent> ready() {
        return mark.isReady()
                ? Optional.of(new ReadyAgent(agent, skills, since, station))
                : Optional.empty();
    }
}
