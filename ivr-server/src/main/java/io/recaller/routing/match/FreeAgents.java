package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The agents with room for one more contact of a channel, found by what they can do. One thread.
 */
final class FreeAgents {
    private final Map<Skill, Map<AgentId, Candidate>> bySkill = new HashMap<>();

    /** As {@link Fit#BEST_FIRST} has it when skills do not count. */
    private final NavigableSet<Candidate> longestFree =
            new TreeSet<>(
                    Comparator.comparingInt((Candidate each) -> each.load().total())
                            .thenComparing(each -> each.freeSince())
                            .thenComparing(each -> each.agent().value()));

    /**
     * The best one for a contact.
     *
     * @param able among how many who could be asked
     */
    record Choice(Fit fit, int able) {}

    void comes(Candidate agent) {
        longestFree.add(agent);
        for (var skill : agent.skills().keySet()) {
            bySkill.computeIfAbsent(skill, _ -> new LinkedHashMap<>()).put(agent.agent(), agent);
        }
    }

    /** As it came; whoever did not come does not go. */
    void goes(Candidate agent) {
        if (longestFree.remove(agent)) {
            for (var skill : agent.skills().keySet()) {
                with(skill).remove(agent.agent());
            }
        }
    }

    /**
     * The best one for a contact.
     *
     * @param known those of them who are asked for by name, or make it better off
     * @return null: nobody may be asked
     */
    @Nullable Choice best(InLine standing, Collection<Candidate> known) {
        var bucket = standing.bucket();
        if (bucket.ask().only().isPresent()) {
            return bestOf(standing, known);
        }
        if (bucket.ask().admitted().isNone()) {
            return bestOfAll(standing, known);
        }
        return bestOf(standing, perhaps(bucket.ask().admitted()));
    }

    private static @Nullable Choice bestOf(InLine standing, Collection<Candidate> agents) {
        var able = 0;
        Fit best = null;
        for (var agent : agents) {
            if (standing.bucket().admits(agent)) {
                able++;
                best = better(best, fit(standing, agent));
            }
        }
        return best == null ? null : new Choice(best, able);
    }

    /**
     * Skills, being known and not having answered before are all that makes one better than
     * another; of the others whoever has been free longest will do.
     */
    private @Nullable Choice bestOfAll(InLine standing, Collection<Candidate> known) {
        var some = new ArrayList<>(havingOneOf(standing.bucket().counted()));
        some.addAll(known);
        some.addAll(longestFree(standing.contact().silent()));
        var best = bestOf(standing, some);
        return best == null ? null : new Choice(best.fit(), longestFree.size());
    }

    private static Fit better(@Nullable Fit one, Fit other) {
        return one == null || Fit.BEST_FIRST.compare(other, one) < 0 ? other : one;
    }

    private static Fit fit(InLine standing, Candidate agent) {
        return Fit.of(agent, standing.contact(), standing.bucket().points(agent));
    }

    /** Whoever has been free longest, and whoever of those who are not silent. */
    private Collection<Candidate> longestFree(Set<AgentId> silent) {
        var found = new ArrayList<Candidate>();
        for (var agent : longestFree) {
            var isSilent = silent.contains(agent.agent());
            if (!isSilent || found.isEmpty()) {
                found.add(agent);
            }
            if (!isSilent) {
                break;
            }
        }
        return found;
    }

    private Map<AgentId, Candidate> with(Skill skill) {
        return bySkill.getOrDefault(skill, Map.of());
    }

    /** Whoever may meet a requirement that is not none; of them, some do not. */
    private Collection<Candidate> perhaps(Requirement requirement) {
        return requirement.minimums().isEmpty()
                ? havingOneOf(requirement.anyOf().keySet())
                : havingTheRarest(requirement.minimums().keySet());
    }

    /** Each once. */
    private Collection<Candidate> havingOneOf(Collection<Skill> skills) {
        var found = new ArrayList<Candidate>();
        var before = new ArrayList<Skill>();
        for (var skill : skills) {
            for (var agent : with(skill).values()) {
                if (before.stream().noneMatch(agent.skills()::containsKey)) {
                    found.add(agent);
                }
            }
            before.add(skill);
        }
        return found;
    }

    private Collection<Candidate> havingTheRarest(Collection<Skill> skills) {
        return skills.stream()
                .map(this::with)
                .min(Comparator.comparingInt(Map::size))
                .orElseThrow()
                .values();
    }
}
