package io.recaller.routing.step;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who is signed in, ready or not. Remembers how many meet a requirement once it was
 * asked, and keeps that right when somebody comes or goes: many contacts ask the same. One thread.
 */
public final class Staff {
    private static final int MOST_REMEMBERED = 20_000;

    private final Map<AgentId, Map<Skill, Proficiency>> signedIn = new HashMap<>();
    private final Map<Skill, Set<AgentId>> having = new HashMap<>();
    private final Map<Requirement, Integer> meeting = new HashMap<>();

    /** What is remembered, by each skill without which, or without another, it is not met. */
    private final Map<Skill, Set<Requirement>> asking = new HashMap<>();

    private boolean forgot;

    public Staff(Map<AgentId, Map<Skill, Proficiency>> signedIn) {
        signedIn.forEach(this::put);
    }

    public boolean has(AgentId agent) {
        return signedIn.containsKey(agent);
    }

    public int size() {
        return signedIn.size();
    }

    /** Empty: not signed in, or without skills. */
    public Map<Skill, Proficiency> skills(AgentId agent) {
        return signedIn.getOrDefault(agent, Map.of());
    }

    /**
     * Whether somebody could serve a contact of that requirement when nothing else keeps them from
     * it.
     *
     * @param but whoever is not to be counted
     */
    public boolean hasOneMeeting(Requirement requirement, Set<AgentId> but) {
        var left = requirement.isNone() ? size() : known(requirement);
        for (var agent : but) {
            if (has(agent) && requirement.isMetBy(skills(agent))) {
                left--;
            }
        }
        return left > 0;
    }

    private int known(Requirement requirement) {
        var known = meeting.get(requirement);
        if (known == null) {
            forget();
            var needed = needed(requirement);
            known = look(requirement, needed);
            meeting.put(requirement, known);
            for (var skill : needed) {
                asking.computeIfAbsent(skill, _ -> new HashSet<>()).add(requirement);
            }
        }
        return known;
    }

    /** Of what is forgotten nobody can say later that it turned. */
    private void forget() {
        if (meeting.size() >= MOST_REMEMBERED) {
            meeting.clear();
            asking.clear();
            forgot = true;
        }
    }

    private int look(Requirement requirement, Collection<Skill> needed) {
        var found = new HashSet<AgentId>();
        for (var skill : needed) {
            for (var agent : having.getOrDefault(skill, Set.of())) {
                if (requirement.isMetBy(skills(agent))) {
                    found.add(agent);
                }
            }
        }
        return found.size();
    }

    /** Whoever meets the requirement has one of these: of those that all must have the rarest. */
    private Collection<Skill> needed(Requirement requirement) {
        return requirement.minimums().isEmpty()
                ? requirement.anyOf().keySet()
                : Set.of(
                        requirement.minimums().keySet().stream()
                                .min(Comparator.comparingInt(this::having))
                                .orElseThrow());
    }

    private int having(Skill skill) {
        return having.getOrDefault(skill, Set.of()).size();
    }

    /**
     * An agent signed in, or can do something else now.
     *
     * @return whether somebody may meet a requirement now that nobody met, or the other way round
     */
    public boolean came(AgentId agent, Map<Skill, Proficiency> skills) {
        var before = signedIn.get(agent);
        remove(agent);
        put(agent, skills);
        return changed(before, skills);
    }

    /**
     * An agent signed out.
     *
     * @return as {@link #came}
     */
    public boolean left(AgentId agent) {
        var before = signedIn.get(agent);
        remove(agent);
        return changed(before, null);
    }

    private void put(AgentId agent, Map<Skill, Proficiency> skills) {
        signedIn.put(agent, Map.copyOf(skills));
        for (var skill : skills.keySet()) {
            having.computeIfAbsent(skill, _ -> new HashSet<>()).add(agent);
        }
    }

    private void remove(AgentId agent) {
        for (var skill : skills(agent).keySet()) {
            having.computeIfPresent(
                    skill, (_, those) -> those.remove(agent) && those.isEmpty() ? null : those);
        }
        signedIn.remove(agent);
    }

    private boolean changed(
            @Nullable Map<Skill, Proficiency> before, @Nullable Map<Skill, Proficiency> now) {
        var turned = forgot || anyoneTurned(before, now);
        forgot = false;
        for (var requirement : concerned(before, now)) {
            var was = before != null && requirement.isMetBy(before) ? 1 : 0;
            var is = now != null && requirement.isMetBy(now) ? 1 : 0;
            var known = meeting.getOrDefault(requirement, 0);
            meeting.put(requirement, known + is - was);
            turned |= (known == 0) != (known + is - was == 0);
        }
        return turned;
    }

    /** For a contact that asks nothing it counts whether anybody is there. */
    private boolean anyoneTurned(
            @Nullable Map<Skill, Proficiency> before, @Nullable Map<Skill, Proficiency> now) {
        var came = before == null && now != null;
        var left = before != null && now == null;
        return (came && size() == 1) || (left && size() == 0);
    }

    private Set<Requirement> concerned(
            @Nullable Map<Skill, Proficiency> before, @Nullable Map<Skill, Proficiency> now) {
        var all = new HashSet<Requirement>();
        addConcerned(before, all);
        addConcerned(now, all);
        return all;
    }

    private void addConcerned(
            @Nullable Map<Skill, Proficiency> skills, Collection<Requirement> to) {
        if (skills != null) {
            skills.keySet().forEach(skill -> to.addAll(asking.getOrDefault(skill, Set.of())));
        }
    }
}
