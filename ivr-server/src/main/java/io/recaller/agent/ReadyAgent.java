package io.recaller.agent;

import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An agent who takes contacts now.
 *
 * @param station the phone to ring; empty: at none, and is offered no call
 */
public record ReadyAgent(
        AgentId agent,
        Map<Skill, Proficiency> skills,
        Instant readySince,
        Optional<Station> station) {
    public ReadyAgent {
        skills = Map.copyOf(skills);
    }
}
