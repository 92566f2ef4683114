package io.recaller.routing;

import io.recaller.callback.Callbacks;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Unreached;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment.Connected;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Outcome;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.CallbackCalls;
import java.time.InstantSource;

/** Applies to the rows how calls of customers went whom an agent calls back. */
final class CallbackOutcomes {
    private final Queue queue;
    private final Callbacks callbacks;
    private final CallbackCalls calls;
    private final AssignmentChanges changes;
    private final InstantSource clock;

    CallbackOutcomes(
            Queue queue,
            Callbacks callbacks,
            CallbackCalls calls,
            AssignmentChanges changes,
            InstantSource clock) {
        this.queue = queue;
        this.callbacks = callbacks;
        this.calls = calls;
        this.changes = changes;
        this.clock = clock;
    }

    /** The agent answered; whoever waits without a line is being called. */
    Aftermath calling(Tx tx, AssignmentId id) {
        if (changes.locked(tx, id).orElse(null) instanceof Offered offered) {
            callbacks.attempted(tx, offered.contact(), id.value(), clock.instant());
        }
        return new Aftermath();
    }

    /** Who left the message talks with the agent from now on. */
    Aftermath reached(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        if (changes.locked(tx, id).orElse(null) instanceof Connected connected) {
            changes.message(tx, connected.contact())
                    .ifPresent(entry -> changes.isOnTheLine(tx, entry, connected.contact()));
            after.refresh(connected.agent());
        }
        return after;
    }

    /** The agent is free again; the place is kept for another attempt, if there is one left. */
    Aftermath notReached(Tx tx, AssignmentId id, Unreached why) {
        var after = new Aftermath();
        var found = changes.locked(tx, id).orElse(null);
        if (found instanceof Connected connected) {
            changes.hungUp(tx, connected, after);
        } else if (found instanceof Offered offered) {
            var now = clock.instant();
            callbacks.attempted(tx, offered.contact(), id.value(), now);
            callbacks.unreached(tx, offered.contact(), why, now);
            changes.putBack(tx, offered, Outcome.NOT_REACHED, after);
            if (callbacks.isSpent(tx, offered.contact())) {
                close(tx, offered.contact(), new Ended.NotReached(why));
            }
        }
        return after;
    }

    /** Nobody is called back for the contact any more; one that is just being tried goes on. */
    Aftermath endCallback(Tx tx, ContactId contact, Ended how) {
        queue.lock(tx, contact);
        var isTried = queue.isRinging(tx, contact);
        if (callbacks.find(tx, contact).isPresent()
                && !(isTried && how instanceof Ended.NotReached)) {
            close(tx, contact, how);
        }
        return new Aftermath();
    }

    private void close(Tx tx, ContactId contact, Ended how) {
        var now = clock.instant();
        queue.leave(tx, contact, how.result(), now);
        callbacks.close(tx, contact, how, now);
        calls.over(tx, contact, how, now);
    }
}
