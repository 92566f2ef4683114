package io.recaller.conversation.waiting;

import io.recaller.agent.PresenceStore;
import io.recaller.db.Database;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.Staff;
import io.recaller.routing.step.Wish;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, read at most once in a moment however many wait: the agents are many, and each
 * caller who waits is looked at every few seconds. Any thread.
 */
final class StaffLook {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Database database;
    private final PresenceStore presences = new PresenceStore();
    private @Nullable Staff staff;
    private Instant readAt = Instant.MIN;

    StaffLook(Database database) {
        this.database = database;
    }

    /** Whether anybody who is signed in may be asked at any of the steps. */
    synchronized boolean couldServe(QueueRule rule, Wish wish, Instant now) {
        var known = staff;
        if (known == null || readAt.plus(FRESH).isBefore(now) || readAt.isAfter(now)) {
            known = database.inTransaction(tx -> new Staff(presences.signedIn(tx)));
            staff = known;
            readAt = now;
        }
        return rule.couldServe(wish, known);
    }
}
