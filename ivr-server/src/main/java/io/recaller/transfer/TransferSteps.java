package io.recaller.transfer;

import io.recaller.contact.ContactStore;
import io.recaller.db.Tx;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.Talks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What follows when a transfer comes to its next state: the row, what is counted, and where the
 * contact is from then on. The contact's place is locked.
 */
final class TransferSteps {
    private final Talks talks;
    private final Destinations destinations;
    private final ContactStore contacts;
    private final ContactOutcomes outcomes;
    private final TransferMetrics metrics;
    private final TransferRows rows;
    private final InstantSource clock;

    TransferSteps(
            Talks talks,
            Destinations destinations,
            ContactStore contacts,
            ContactOutcomes outcomes,
            TransferMetrics metrics,
            TransferRows rows,
            InstantSource clock) {
        this.talks = talks;
        this.destinations = destinations;
        this.contacts = contacts;
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.rows = rows;
        this.clock = clock;
    }

    void enter(Tx tx, Transfer was, Transfer next) {
        rows.write(tx, next, Optional.empty(), now());
        count(tx, was, next);
        if (was instanceof Transfer.Ringing(_, _, var asked)
                && !(next instanceof Transfer.Consulting)) {
            talks.withdraw(tx, asked.leg(), now());
        }
        if (next instanceof Transfer.Closed(_, _, var other, var outcome)) {
            switch (outcome) {
                case QUEUED -> queue(tx, was);
                case COMPLETED -> other.ifPresent(who -> served(tx, was, who.target()));
                case TAKEN_BACK, NO_ANSWER, REFUSED, UNREACHABLE, LEFT, CALLER_GONE, FAILED -> {}
            }
        }
    }

    /** Once what was written is committed. */
    void count(Tx tx, Transfer was, Transfer next) {
        var isHeldNoMore = was.isOnHold() && !next.isOnHold();
        if (isHeldNoMore || next instanceof Transfer.Closed) {
            var counted = rows.counted(tx, next);
            tx.afterCommit(() -> {
                if (isHeldNoMore) {
                    metrics.held(Duration.between(counted.since(), next.since()));
                }
                if (next instanceof Transfer.Closed closed) {
                    metrics.over(counted.kind(), closed.outcome());
                }
            });
        }
    }

    void served(Tx tx, Transfer was, Target target) {
        if (target instanceof Target.ToAgent(var agent)) {
            outcomes.servedBy(tx, was.contact(), agent);
        }
    }

    /** Who hung up meanwhile waits for nobody. */
    private void queue(Tx tx, Transfer was) {
        var contact = was.contact();
        if (contacts.endReason(tx, contact).isEmpty()
                && was instanceof Transfer.Queueing(_, _, var to, _)) {
            talks.waited(tx, contact)
                    .flatMap(waited -> {
                        var since = to.isPresent() ? now() : now().minus(waited.waited());
                        return talks.join(
                                tx,
                                contact,
                                to.map(target -> destinations.wish(waited.wish(), target))
                                        .orElse(waited.wish()),
                                waited.priority(),
                                waited.address(),
                                since);
                    })
                    .ifPresent(entry -> rows.entered(tx, was, entry));
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
