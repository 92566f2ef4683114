package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The buckets there are, found by what they ask and by what an agent can do. One that is empty is
 * kept for a while, since its like will come again. One thread.
 */
final class Buckets {
    private static final int MOST_EMPTY = 100;

    private final Map<Bucket.Ask, Bucket> byAsk = new HashMap<>();
    private final Map<Skill, Set<Bucket>> bySkill = new HashMap<>();
    private final Map<AgentId, Set<Bucket>> byAgent = new HashMap<>();
    private final Set<Bucket> forAnyone = new LinkedHashSet<>();
    private final SequencedMap<Bucket.Ask, Bucket> empty = new LinkedHashMap<>();

    /**
     * The bucket of an ask.
     *
     * @param fill puts in who has room, once it is made
     */
    Bucket of(Bucket.Ask ask, Consumer<Bucket> fill) {
        empty.remove(ask);
        var known = byAsk.get(ask);
        if (known != null) {
            return known;
        }
        var made = new Bucket(ask);
        byAsk.put(ask, made);
        shelves(ask).forEach(shelf -> shelf.add(made));
        fill.accept(made);
        return made;
    }

    /** Nobody waits in it now. */
    void emptied(Bucket bucket) {
        empty.put(bucket.ask(), bucket);
        if (empty.size() > MOST_EMPTY) {
            var oldest = empty.pollFirstEntry().getValue();
            byAsk.remove(oldest.ask());
            shelves(oldest.ask()).forEach(shelf -> shelf.remove(oldest));
        }
    }

    /** Those an agent might be asked from; each may come twice. */
    void each(AgentId agent, Map<Skill, Proficiency> skills, Consumer<Bucket> look) {
        byAgent.getOrDefault(agent, Set.of()).forEach(look);
        forAnyone.forEach(look);
        skills.keySet().forEach(skill -> bySkill.getOrDefault(skill, Set.of()).forEach(look));
    }

    /** Where a bucket stands: each agent who is admitted looks at one of these at least. */
    private Collection<Set<Bucket>> shelves(Bucket.Ask ask) {
        if (ask.only().isPresent()) {
            return List.of(byAgent.computeIfAbsent(ask.only().get(), _ -> new LinkedHashSet<>()));
        }
        if (!ask.admitted().minimums().isEmpty()) {
            var one = ask.admitted().minimums().firstKey();
            return List.of(bySkill.computeIfAbsent(one, _ -> new LinkedHashSet<>()));
        }
        if (ask.admitted().anyOf().isEmpty()) {
            return List.of(forAnyone);
        }
        return ask.admitted().anyOf().keySet().stream()
                .map(skill -> bySkill.computeIfAbsent(skill, _ -> new LinkedHashSet<>()))
                .toList();
    }
}
