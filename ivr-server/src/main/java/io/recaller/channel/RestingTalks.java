package io.recaller.channel;

import io.recaller.db.Database;
import io.recaller.message.Threads;
import io.recaller.routing.Talks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Conversations whose customer has not answered their agent for some minutes take no room: the
 * agent may have others meanwhile. What the customer writes wakes them ({@link Lane}). Any thread.
 */
public final class RestingTalks implements Runnable {
    /** A customer who looks something up is not long. */
    static final Duration AFTER = Duration.ofMinutes(5);

    private static final int AT_ONCE = 1000;

    private final Database db;
    private final Talks talks;
    private final InstantSource clock;
    private final Threads threads = new Threads();

    public RestingTalks(Database db, Talks talks, InstantSource clock) {
        this.db = db;
        this.talks = talks;
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        var answered =
                db.inTransaction(
                        tx -> threads.answered(tx, talks.written(tx, AT_ONCE), now.minus(AFTER)));
        for (var contact : answered) {
            db.runInTransaction(tx -> {
                // whoever writes in this moment has written before, or wakes it after
                threads.of(tx, contact).ifPresent(thread -> threads.lock(tx, thread.id()));
                if (!threads.answered(tx, List.of(contact), now.minus(AFTER)).isEmpty()) {
                    talks.rest(tx, contact, now);
                }
            });
        }
    }
}
