package io.recaller.channel;

import io.recaller.db.Database;
import io.recaller.db.Signals;
import io.recaller.db.Signals.Subject;
import io.recaller.message.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells every server that somebody is writing, as often as that is worth: it lasts a few seconds,
 * and nothing of it is kept. Blocking; any thread.
 */
public final class Typing {
    /** Who writes on is told of again before others think they have stopped. */
    private static final Duration EVERY = Duration.ofSeconds(3);

    private static final int MOST_KNOWN = 5000;

    private final Database db;
    private final InstantSource clock;

    // Guarded by this; the oldest first.
    private final Map<Said, Instant> said = new LinkedHashMap<>();

    private record Said(Subject who, ThreadId thread) {}

    public Typing(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Whoever writes in a thread does. */
    public void customer(ThreadId thread) {
        var _ = tell(new Said(Subject.CUSTOMER_TYPES, thread));
    }

    /**
     * The agent of a thread does.
     *
     * @return false: it was told a moment ago
     */
    public boolean agent(ThreadId thread) {
        return tell(new Said(Subject.AGENT_TYPES, thread));
    }

    private boolean tell(Said what) {
        var isDue = isDue(what, clock.instant());
        if (isDue) {
            db.runInTransaction(tx -> Signals.send(tx, what.who(), what.thread().value()));
        }
        return isDue;
    }

    private synchronized boolean isDue(Said what, Instant now) {
        var last = said.get(what);
        if (last != null && now.isBefore(last.plus(EVERY))) {
            return false;
        }
        said.remove(what);
        said.put(what, now);
        if (said.size() > MOST_KNOWN) {
            said.remove(said.keySet().iterator().next());
        }
        return true;
    }
}
