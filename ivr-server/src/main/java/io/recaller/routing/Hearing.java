package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.routing.match.EntryId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Gathers what signals say until somebody asks. Thread-safe. */
final class Hearing {
    /** Whoever does not ask for so long reads everything. */
    private static final int MOST = 100_000;

    private final Set<AgentId> agents = new HashSet<>();
    private final Set<EntryId> entries = new HashSet<>();
    private boolean all = true;
    private boolean something;

    synchronized void agent(Optional<UUID> id) {
        id.map(AgentId::new).ifPresentOrElse(agents::add, this::everything);
        bound();
    }

    synchronized void entry(Optional<UUID> id) {
        id.map(EntryId::new).ifPresent(entries::add);
        bound();
    }

    synchronized void something() {
        something = true;
    }

    private void bound() {
        if (agents.size() + entries.size() > MOST) {
            everything();
        }
    }

    private void everything() {
        all = true;
        agents.clear();
        entries.clear();
    }

    synchronized Heard ask() {
        if (!all && !something && agents.isEmpty() && entries.isEmpty()) {
            return Heard.NOTHING;
        }
        var heard = new Heard(all, something, agents, entries);
        something = false;
        all = false;
        agents.clear();
        entries.clear();
        return heard;
    }
}
