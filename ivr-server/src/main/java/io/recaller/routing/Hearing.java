package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.routing.match.EntryId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Gathers what signals say until somebody asks. Of what is written here and was known before, the
 * signal comes back too: it is expected, and not heard. Thread-safe.
 */
final class Hearing {
    /** Whoever does not ask for so long reads everything. */
    private static final int MOST = 100_000;

    private final Set<AgentId> agents = new HashSet<>();
    private final Set<EntryId> entries = new HashSet<>();
    private final Map<AgentId, Integer> expectedAgents = new HashMap<>();
    private final Map<EntryId, Integer> expectedEntries = new HashMap<>();
    private boolean all = true;
    private boolean something;

    /**
     * A signal of an agent, or of anything.
     *
     * @return whether there may be something to do
     */
    synchronized boolean agent(Optional<UUID> id) {
        if (id.isEmpty()) {
            everything();
            return true;
        }
        var agent = new AgentId(id.get());
        var isNews = !wasExpected(expectedAgents, agent) && agents.add(agent);
        bound();
        return isNews;
    }

    /** As above, of an entry of the queue, or of none in particular. */
    synchronized boolean entry(Optional<UUID> id) {
        if (id.isEmpty()) {
            return true;
        }
        var entry = new EntryId(id.get());
        var isNews = !wasExpected(expectedEntries, entry) && entries.add(entry);
        bound();
        return isNews;
    }

    /**
     * The next signal of each of these says what is known here. Asked for before the commit that
     * sends them: another's signal that comes first is taken for ours, and ours for another's right
     * after it, so nothing is missed. Where the commit fails whoever asked hears {@link #agent} of
     * everything.
     */
    synchronized void expect(Collection<AgentId> ofAgents, Collection<EntryId> ofEntries) {
        ofAgents.forEach(agent -> expectedAgents.merge(agent, 1, Integer::sum));
        ofEntries.forEach(entry -> expectedEntries.merge(entry, 1, Integer::sum));
        bound();
    }

    private static <T> boolean wasExpected(Map<T, Integer> expected, T one) {
        var wasExpected = expected.containsKey(one);
        expected.computeIfPresent(one, (_, times) -> times > 1 ? times - 1 : null);
        return wasExpected;
    }

    synchronized void something() {
        something = true;
    }

    private void bound() {
        var expected = expectedAgents.size() + expectedEntries.size();
        if (agents.size() + entries.size() + expected > MOST) {
            everything();
        }
    }

    /** Whoever did not listen for a while may have missed what was expected. */
    private void everything() {
        all = true;
        agents.clear();
        entries.clear();
        expectedAgents.clear();
        expectedEntries.clear();
    }

    synchronized RoutingChanges ask() {
        if (!all && !something && agents.isEmpty() && entries.isEmpty()) {
            return RoutingChanges.NOTHING;
        }
        var heard = new RoutingChanges(all, something, agents, entries);
        something = false;
        all = false;
        agents.clear();
        entries.clear();
        return heard;
    }
}
