package io.recaller.routing.step;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody who is signed in, ready or not. Remembers one who meets a requirement once it was
 * asked, and finds another when that one goes: many contacts ask the same. One thread.
 */
public final class Staff {
    private static final int MOST_REMEMBERED = 20_000;

    private final Map<AgentId, Map<Skill, Proficiency>> signedIn = new HashMap<>();
    private final Map<Skill, Map<AgentId, Map<Skill, Proficiency>>> having = new HashMap<>();

    /** Of each requirement that was asked one who meets it; empty: nobody does. */
    private final Map<Requirement, Optional<AgentId>> meeting = new HashMap<>();

    private final Map<AgentId, Set<Requirement>> met = new HashMap<>();

    /** What nobody meets, by each skill without which, or without another, it is not met. */
    private final Map<Skill, Set<Requirement>> unmet = new HashMap<>();

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
        if (requirement.isNone()) {
            return signedIn.size() > but.size() || !but.containsAll(signedIn.keySet());
        }
        var one = known(requirement);
        return one.isPresent() && (!but.contains(one.get()) || find(requirement, but).isPresent());
    }

    private Optional<AgentId> known(Requirement requirement) {
        var known = meeting.get(requirement);
        if (known == null) {
            forget();
            known = find(requirement, Set.of());
            remember(requirement, known);
        }
        return known;
    }

    /** Of what is forgotten nobody can say later that it turned. */
    private void forget() {
        if (meeting.size() >= MOST_REMEMBERED) {
            meeting.clear();
            met.clear();
            unmet.clear();
            forgot = true;
        }
    }

    private void remember(Requirement requirement, Optional<AgentId> one) {
        meeting.put(requirement, one);
        if (one.isPresent()) {
            met.computeIfAbsent(one.get(), _ -> new HashSet<>()).add(requirement);
        } else {
            for (var skill : needed(requirement)) {
                unmet.computeIfAbsent(skill, _ -> new HashSet<>()).add(requirement);
            }
        }
    }

    private Optional<AgentId> find(Requirement requirement, Set<AgentId> but) {
        for (var skill : needed(requirement)) {
            for (var agent : having(skill).entrySet()) {
                if (requirement.isMetBy(agent.getValue()) && !but.contains(agent.getKey())) {
                    return Optional.of(agent.getKey());
                }
            }
        }
        return Optional.empty();
    }

    /** Whoever meets the requirement has one of these: of those that all must have the rarest. */
    private Collection<Skill> needed(Requirement requirement) {
        return requirement.minimums().isEmpty()
                ? requirement.anyOf().keySet()
                : Set.of(
                        requirement.minimums().keySet().stream()
                                .min(Comparator.comparingInt(skill -> having(skill).size()))
                                .orElseThrow());
    }

    private Map<AgentId, Map<Skill, Proficiency>> having(Skill skill) {
        return having.getOrDefault(skill, Map.of());
    }

    /**
     * An agent signed in, or can do something else now.
     *
     * @return whether somebody may meet a requirement now that nobody met, or the other way round
     */
    public boolean came(AgentId agent, Map<Skill, Proficiency> skills) {
        var isFirst = signedIn.isEmpty();
        remove(agent);
        put(agent, skills);
        var turned = isMissed(agent);
        for (var skill : skills.keySet()) {
            turned |= meets(agent, skills, unmet.getOrDefault(skill, Set.of()));
        }
        return turned || isFirst || hasForgotten();
    }

    /**
     * An agent signed out.
     *
     * @return as {@link #came}
     */
    public boolean left(AgentId agent) {
        var isLast = has(agent) && size() == 1;
        remove(agent);
        var turned = isMissed(agent);
        return turned || isLast || hasForgotten();
    }

    private void put(AgentId agent, Map<Skill, Proficiency> skills) {
        var copy = Map.copyOf(skills);
        signedIn.put(agent, copy);
        for (var skill : copy.keySet()) {
            having.computeIfAbsent(skill, _ -> new LinkedHashMap<>()).put(agent, copy);
        }
    }

    private void remove(AgentId agent) {
        for (var skill : skills(agent).keySet()) {
            having(skill).remove(agent);
        }
        signedIn.remove(agent);
    }

    /** Somebody else must meet what this one did, or nobody does. */
    private boolean isMissed(AgentId agent) {
        var turned = false;
        var those = met.remove(agent);
        for (var requirement : those == null ? Set.<Requirement>of() : those) {
            var other = find(requirement, Set.of());
            remember(requirement, other);
            turned |= other.isEmpty();
        }
        return turned;
    }

    private boolean meets(
            AgentId agent, Map<Skill, Proficiency> skills, Set<Requirement> requirements) {
        var turned = requirements.stream().filter(each -> each.isMetBy(skills)).toList();
        for (var requirement : turned) {
            unmet.values().forEach(those -> those.remove(requirement));
            remember(requirement, Optional.of(agent));
        }
        return !turned.isEmpty();
    }

    private boolean hasForgotten() {
        var did = forgot;
        forgot = false;
        return did;
    }
}
