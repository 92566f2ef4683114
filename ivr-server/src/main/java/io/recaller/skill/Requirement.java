package io.recaller.skill;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a contact asks of an agent. An empty requirement is met by every agent.
 *
 * @param minimums every one of them is asked, with the lowest proficiency that will do
 * @param anyOf one of them is enough, if there are any
 */
public record Requirement(
        SortedMap<Skill, Proficiency> minimums, SortedMap<Skill, Proficiency> anyOf) {
    private static final Requirement NONE = of(Map.of());

    public Requirement {
        minimums = Collections.unmodifiableSortedMap(new TreeMap<>(minimums));
        anyOf = Collections.unmodifiableSortedMap(new TreeMap<>(anyOf));
    }

    public static Requirement of(Map<Skill, Proficiency> minimums) {
        return new Requirement(new TreeMap<>(minimums), new TreeMap<>());
    }

    public static Requirement none() {
        return NONE;
    }

    /** Asked for every agent and every contact: it makes nothing. */
    public boolean isMetBy(Map<Skill, Proficiency> held) {
        for (var minimum : minimums.entrySet()) {
            if (!has(held, minimum)) {
                return false;
            }
        }
        return anyOf.isEmpty() || hasOne(held);
    }

    private boolean hasOne(Map<Skill, Proficiency> held) {
        for (var minimum : anyOf.entrySet()) {
            if (has(held, minimum)) {
                return true;
            }
        }
        return false;
    }

    /** The sums that maps make of skills that are numbered and levels of 1 to 5 are often alike. */
    @Override
    public int hashCode() {
        return 31 * hash(minimums) + hash(anyOf);
    }

    private static int hash(SortedMap<Skill, Proficiency> levels) {
        var hash = 1;
        for (var each : levels.entrySet()) {
            hash = 31 * (31 * hash + each.getKey().hashCode()) + each.getValue().level();
        }
        return hash;
    }

    /** Whether every agent meets it. */
    public boolean isNone() {
        return minimums.isEmpty() && anyOf.isEmpty();
    }

    private static boolean has(
            Map<Skill, Proficiency> held, Map.Entry<Skill, Proficiency> minimum) {
        var level = held.get(minimum.getKey());
        return level != null && level.atLeast(minimum.getValue());
    }
}
