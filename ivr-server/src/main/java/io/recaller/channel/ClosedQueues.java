package io.recaller.channel;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.Queue;
import io.recaller.routing.plan.Opening;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
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

    /** Where everything is open always. */
    public static ClosedQueues none(InstantSource clock) {
        return new ClosedQueues(QueuePlans.of(QueuePlan.usual()), OpeningHours::none, clock);
    }

    /** Empty: it is open, or waits in none. */
    public Optional<ZonedDateTime> opens(Tx tx, ContactId contact) {
        return QUEUE.place(tx, contact)
                .flatMap(place -> plans.opening(place.wish().queue(), hours.get(), clock.instant()))
                .filter(opening -> !opening.isOpen())
                .flatMap(Opening::until);
    }
}
