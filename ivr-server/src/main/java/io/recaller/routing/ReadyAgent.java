package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Map;

/** An agent who is ready now, with the phone to ring, as the match sees it. */
record ReadyAgent(
        AgentId agent, Map<Skill, Proficiency> skills, Instant readySince, Station station) {
    ReadyAgent {
        skills = Map.copyOf(skills);
    }
}
