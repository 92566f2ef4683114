package io.recaller.agent;

import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Map;

/** An agent who takes contacts now, with the phone to ring. */
public record ReadyAgent(
        AgentId agent, Map<Skill, Proficiency> skills, Instant readySince, Station station) {
    public ReadyAgent {
        skills = Map.copyOf(skills);
    }
}
