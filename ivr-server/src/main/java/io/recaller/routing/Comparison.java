package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.AtWork;
import io.recaller.agent.PresenceStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.queue.WaitingContacts;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads of all rows what tells whether they have changed. With ten thousand who wait that takes
 * some tenths of a second, so it may be done aside, and what was found is fetched later.
 */
final class Comparison {
    private static final Logger log = LoggerFactory.getLogger(Comparison.class);

    private final Database db;
    private final WaitingContacts waiting;
    private final PresenceStore presences;
    private final AgentLoads agentLoads;
    private final InstantSource clock;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private final AtomicReference<@Nullable Marks> found = new AtomicReference<>();

    Comparison(
            Database db,
            WaitingContacts waiting,
            PresenceStore presences,
            AgentLoads agentLoads,
            InstantSource clock) {
        this.db = db;
        this.waiting = waiting;
        this.presences = presences;
        this.agentLoads = agentLoads;
        this.clock = clock;
    }

    /** The state of who waits and who is there. */
    record Marks(
            Map<EntryId, Long> entries,
            Map<AgentId, AtWork.Mark> agents,
            Map<AgentId, Load> loads) {}

    Marks read(Tx tx) {
        return new Marks(
                waiting.versions(tx), presences.marks(tx, clock.instant()), agentLoads.all(tx));
    }

    /** Returns at once. Nothing happens while one is being read. */
    void begin() {
        if (isRunning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("router-compares").start(this::readAside);
        }
    }

    private void readAside() {
        try {
            found.set(db.inTransaction(this::read));
        } catch (RuntimeException failure) {
            // The next one is soon enough, signals are heard.
            log.atDebug().addKeyValue("error", failure.toString()).log("rows not compared");
        } finally {
            isRunning.set(false);
        }
    }

    /** What was read since this was asked last. */
    Optional<Marks> found() {
        return Optional.ofNullable(found.getAndSet(null));
    }
}
