package io.recaller.agent;

import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A person who serves contacts. Spoken languages are skills: {@code language:ru}.
 *
 * @param login what the agent types to sign in; lower case
 * @param name what customers and colleagues call the agent
 */
public record Agent(AgentId id, String login, String name, SortedMap<Skill, Proficiency> skills) {
    public Agent {
        skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
    }

    static Agent of(AgentId id, String login, String name, Map<Skill, Proficiency> skills) {
        return new Agent(id, login, name, new TreeMap<>(skills));
    }
}
