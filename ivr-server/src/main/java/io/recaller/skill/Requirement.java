package io.recaller.skill;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a contact asks of an agent: each skill with the lowest proficiency that will do. An empty
 * requirement is met by every agent.
 */
public record Requirement(SortedMap<Skill, Proficiency> minimums) {
    public Requirement {
        minimums = Collections.unmodifiableSortedMap(new TreeMap<>(minimums));
    }

    public static Requirement of(Map<Skill, Proficiency> minimums) {
        return new Requirement(new TreeMap<>(minimums));
    }

    public static Requirement none() {
        return new Requirement(new TreeMap<>());
    }

    public boolean isMetBy(Map<Skill, Proficiency> held) {
        return minimums.entrySet().stream()
                .allMatch(minimum -> {
                    var level = held.get(minimum.getKey());
                    return level != null && level.atLeast(minimum.getValue());
                });
    }
}
