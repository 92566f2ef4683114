package io.recaller.routing.board;

import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Changes the priority of who waits: each is one audited transaction. Thread-safe; blocks. */
public final class Priorities {
    /** Lowest and highest, as in flows. */
    public static final int LOWEST = 0;

    public static final int HIGHEST = 9;

    private final Database database;
    private final InstantSource clock;
    private final AuditTrail audit;
    private final Queue queue = new Queue();

    public Priorities(Database database, InstantSource clock, AuditTrail audit) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
    }

    /** What came of it. */
    public sealed interface Answer {
        /**
         * It counts from now on; routers are woken.
         *
         * @param before the priority it had
         * @param ahead who is served before it now, as far as skills allow
         */
        record Set(int before, int priority, int ahead, Instant since) implements Answer {}

        /** It is not in the queue any more; nothing was changed. */
        record Over(WaitOutcome how, Instant at) implements Answer {}

        /** It never was in the queue, or there is no such contact; nothing was changed. */
        record NeverWaited() implements Answer {}
    }

    /**
     * Sets it.
     *
     * @param priority {@value #LOWEST} to {@value #HIGHEST}; each level counts as five minutes of
     *     waiting
     */
    public Answer set(AuditTrail.Actor by, ContactId contact, int priority) {
        if (priority < LOWEST || priority > HIGHEST) {
            throw new IllegalArgumentException("priority must be 0 to 9: " + priority);
        }
        return database.inTransactionOrAgain(tx ->
                queue.prioritise(tx, contact, priority)
                        .map(was -> set(tx, by, was, priority))
                        .orElseGet(() -> refused(tx, contact)));
    }

    private Answer set(Tx tx, AuditTrail.Actor by, WaitingContact was, int priority) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        by.kind(),
                        by.name(),
                        "priority.set",
                        Optional.empty(),
                        Optional.of(was.contact().value()),
                        Map.of("from", "" + was.priority(), "to", "" + priority)),
                clock.instant());
        var ahead = queue.place(tx, was.contact()).map(Queue.Place::ahead).orElse(0);
        return new Answer.Set(was.priority(), priority, ahead, was.enteredAt());
    }

    private Answer refused(Tx tx, ContactId contact) {
        return queue.past(tx, contact)
                .<Answer>map(past ->
                        new Answer.Over(past.outcome().orElseThrow(), past.leftAt().orElseThrow()))
                .orElseGet(Answer.NeverWaited::new);
    }
}
