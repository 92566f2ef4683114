package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.skill.Skill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The buckets in which somebody waits, found by what they ask, and by what an agent can do in the
 * order of their first. One thread.
 */
final class Buckets {
    /** Buckets by whose turn it is in each. */
    private static final class Shelf {
        final NavigableMap<InLine, Bucket> byFirst = new TreeMap<>(InLine.IN_TURN);
    }

    private final Map<Bucket.Ask, Bucket> byAsk = new HashMap<>();
    private final Map<Bucket, Collection<Shelf>> places = new HashMap<>();
    private final Map<Skill, Shelf> bySkill = new HashMap<>();
    private final Map<AgentId, Shelf> byAgent = new HashMap<>();
    private final Shelf forAnyone = new Shelf();

    /** The one of an ask, made when there is none. Somebody must join it. */
    Bucket of(Bucket.Ask ask) {
        return byAsk.computeIfAbsent(
                ask,
                _ -> {
                    var made = new Bucket(ask);
                    places.put(made, shelves(ask));
                    return made;
                });
    }

    void joins(InLine contact) {
        var bucket = contact.bucket();
        var before = bucket.first();
        bucket.joins(contact);
        moved(bucket, before);
    }

    void leaves(InLine contact) {
        var bucket = contact.bucket();
        var before = bucket.first();
        bucket.leaves(contact);
        moved(bucket, before);
        if (bucket.first() == null) {
            byAsk.remove(bucket.ask());
            places.remove(bucket);
        }
    }

    private void moved(Bucket bucket, @Nullable InLine before) {
        var now = bucket.first();
        if (now == null ? before == null : now.equals(before)) {
            return;
        }
        for (var shelf : places.getOrDefault(bucket, List.of())) {
            if (before != null) {
                shelf.byFirst.remove(before);
            }
            if (now != null) {
                shelf.byFirst.put(now, bucket);
            }
        }
        if (now == null) {
            bucket.ask().only().ifPresent(this::forgetEmpty);
        }
    }

    /** Skills are few, agents who are waited for come and go. */
    private void forgetEmpty(AgentId agent) {
        byAgent.computeIfPresent(agent, (_, shelf) -> shelf.byFirst.isEmpty() ? null : shelf);
    }

    /**
     * Whose turn it is first among those who may be served by an agent.
     *
     * @param after whose turn was first when this was asked last: whoever comes before that one and
     *     joined since is left out; null: asked for the first time
     * @param hasRoom of which buckets the agent can take one more
     * @return null: nobody's
     */
    @Nullable InLine first(Candidate agent, @Nullable InLine after, Predicate<Bucket> hasRoom) {
        var first = first(byAgent.get(agent.agent()), agent, after, null, hasRoom);
        first = first(forAnyone, agent, after, first, hasRoom);
        for (var skill : agent.skills().keySet()) {
            first = first(bySkill.get(skill), agent, after, first, hasRoom);
        }
        return first;
    }

    /** Of one shelf; only those before one who is known already. */
    private static @Nullable InLine first(
            @Nullable Shelf shelf,
            Candidate agent,
            @Nullable InLine after,
            @Nullable InLine known,
            Predicate<Bucket> hasRoom) {
        if (shelf == null) {
            return known;
        }
        var those = after == null ? shelf.byFirst : shelf.byFirst.tailMap(after, false);
        for (var each : those.entrySet()) {
            if (known != null && InLine.IN_TURN.compare(each.getKey(), known) >= 0) {
                return known;
            }
            var bucket = each.getValue();
            if (bucket.admits(agent) && hasRoom.test(bucket)) {
                return each.getKey();
            }
        }
        return known;
    }

    /**
     * Where a bucket stands: each agent who is admitted looks at one of these at least. The fewer
     * stand there the sooner an agent has passed those that ask for something else besides.
     */
    private Collection<Shelf> shelves(Bucket.Ask ask) {
        if (ask.only().isPresent()) {
            return List.of(byAgent.computeIfAbsent(ask.only().get(), _ -> new Shelf()));
        }
        if (!ask.admitted().minimums().isEmpty()) {
            return List.of(
                    ask.admitted().minimums().keySet().stream()
                            .map(this::shelf)
                            .min(Comparator.comparingInt(shelf -> shelf.byFirst.size()))
                            .orElseThrow());
        }
        if (ask.admitted().anyOf().isEmpty()) {
            return List.of(forAnyone);
        }
        var all = new ArrayList<Shelf>();
        ask.admitted().anyOf().keySet().forEach(skill -> all.add(shelf(skill)));
        return all;
    }

    private Shelf shelf(Skill skill) {
        return bySkill.computeIfAbsent(skill, _ -> new Shelf());
    }
}
