package io.recaller.channel;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.plan.Opening;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * When the queue opens that a contact waits in.
 *
 * @param hours when what is open, as it is now
 */
public record ClosedQueues(QueuePlans plans, Supplier<OpeningHours> hours, InstantSource clock) {
    private static final Queue QUEUE = new Queue();

    /** Empty: it is open, its overflow leads to another, or the contact waits in none. */
    public Optional<ZonedDateTime> opens(Tx tx, ContactId contact) {
        return closed(tx, contact)
                .filter(queue -> overflow(queue).filter(ClosedQueues::leadsOn).isEmpty())
                .flatMap(queue -> plans.opening(queue, hours.get(), clock.instant()))
                .flatMap(Opening::until);
    }

    /** Whether what its overflow says comes in a moment: it is not said twice that it is closed. */
    public boolean isTold(Tx tx, ContactId contact) {
        return closed(tx, contact).flatMap(this::overflow).flatMap(Overflow::message).isPresent();
    }

    private Optional<QueueName> closed(Tx tx, ContactId contact) {
        return QUEUE.place(tx, contact)
                .map(place -> place.wish().queue())
                .filter(queue -> !plans.isOpen(queue, hours.get(), clock.instant()));
    }

    private Optional<Overflow> overflow(QueueName queue) {
        return plans.of(queue).at(OverflowCause.CLOSED);
    }

    private static boolean leadsOn(Overflow overflow) {
        return overflow.way() instanceof Overflow.Way.Queue;
    }
}
