package io.recaller.routing.step;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everybody who is signed in, ready or not, at one moment. Remembers who meets a requirement once
 * it was asked: many contacts ask the same. One thread.
 */
public final class Staff {
    private final Map<AgentId, Map<Skill, Proficiency>> signedIn;
    private final Map<Requirement, Set<AgentId>> meeting = new HashMap<>();

    public Staff(Map<AgentId, Map<Skill, Proficiency>> signedIn) {
        this.signedIn = Map.copyOf(signedIn);
    }

    public boolean has(AgentId agent) {
        return signedIn.containsKey(agent);
    }

    /** Who could serve a contact of that requirement when nothing else keeps them from it. */
    public Set<AgentId> meeting(Requirement requirement) {
        return meeting.computeIfAbsent(requirement, this::look);
    }

    private Set<AgentId> look(Requirement requirement) {
        return signedIn.entrySet().stream()
                .filter(agent -> requirement.isMetBy(agent.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
