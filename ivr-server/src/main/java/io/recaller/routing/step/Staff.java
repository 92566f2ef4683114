package io.recaller.routing.step;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who is signed in, ready or not. Remembers who meets a requirement once it was asked,
 * and keeps that right when somebody comes or goes: many contacts ask the same. One thread.
 */
public final class Staff {
    private static final int MOST_REMEMBERED = 2_000;

    private final Map<AgentId, Map<Skill, Proficiency>> signedIn;
    private final Map<Requirement, Set<AgentId>> meeting = new HashMap<>();
    private boolean forgot;

    public Staff(Map<AgentId, Map<Skill, Proficiency>> signedIn) {
        this.signedIn = new HashMap<>(signedIn);
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

    /** Who could serve a contact of that requirement when nothing else keeps them from it. */
    public Set<AgentId> meeting(Requirement requirement) {
        var known = meeting.get(requirement);
        if (known == null) {
            forget();
            known = look(requirement);
            meeting.put(requirement, known);
        }
        return Collections.unmodifiableSet(known);
    }

    /** Of what is forgotten nobody can say later that it turned. */
    private void forget() {
        if (meeting.size() >= MOST_REMEMBERED) {
            meeting.clear();
            forgot = true;
        }
    }

    private Set<AgentId> look(Requirement requirement) {
        var found = new HashSet<AgentId>();
        signedIn.forEach((agent, skills) -> {
            if (requirement.isMetBy(skills)) {
                found.add(agent);
            }
        });
        return found;
    }

    /**
     * An agent signed in, or can do something else now.
     *
     * @return whether somebody may meet a requirement now that nobody met, or the other way round
     */
    public boolean came(AgentId agent, Map<Skill, Proficiency> skills) {
        signedIn.put(agent, Map.copyOf(skills));
        return changed(agent, skills);
    }

    /**
     * An agent signed out.
     *
     * @return as {@link #came}
     */
    public boolean left(AgentId agent) {
        signedIn.remove(agent);
        return changed(agent, null);
    }

    private boolean changed(AgentId agent, @Nullable Map<Skill, Proficiency> skills) {
        var turned = forgot;
        forgot = false;
        for (var each : meeting.entrySet()) {
            var those = each.getValue();
            var before = those.isEmpty();
            if (skills != null && each.getKey().isMetBy(skills)) {
                those.add(agent);
            } else {
                those.remove(agent);
            }
            turned |= before != those.isEmpty();
        }
        return turned;
    }
}
