package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unserved;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.Queue.Place;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.step.QueueName;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes contacts out of queues that no longer keep them. Any thread; blocking. */
final class Overflows {
    private final Database database;
    private final ContactStore contacts;
    private final RoutingSettings settings;
    private final Supplier<OpeningHours> hours;
    private final Queue queue = new Queue();
    private final StaffLook staff;

    Overflows(
            Database database,
            ContactStore contacts,
            RoutingSettings settings,
            Supplier<OpeningHours> hours) {
        this.database = database;
        this.contacts = contacts;
        this.settings = settings;
        this.hours = hours;
        this.staff = new StaffLook(database);
    }

    /** Why the queue no longer keeps the contact; empty: it does. */
    Optional<OverflowCause> due(Place place, Instant now) {
        var name = place.wish().queue();
        if (!plans().isOpen(name, hours.get(), now)) {
            return Optional.of(OverflowCause.CLOSED);
        }
        if (latest(place).isBefore(now)) {
            return Optional.of(OverflowCause.LONGEST_WAIT);
        }
        return plans().of(name).at(OverflowCause.UNSTAFFED).isPresent() && isUnstaffed(place, now)
                ? Optional.of(OverflowCause.UNSTAFFED)
                : Optional.empty();
    }

    /** When the next one may be; later, or sooner, when settings or agents change. */
    Instant nextAt(Place place, Instant now) {
        var latest = latest(place);
        return plans().closesAt(place.wish().queue(), hours.get(), now)
                .filter(closes -> closes.isBefore(latest))
                .orElse(latest);
    }

    private Instant latest(Place place) {
        return place.inQueueSince().plus(plans().of(place.wish().queue()).longestWait());
    }

    private boolean isUnstaffed(Place place, Instant now) {
        var rule = settings.rules().of(place.wish().queue());
        return !staff.couldServe(rule, place.wish(), now);
    }

    private QueuePlans plans() {
        return settings.plans();
    }

    boolean toQueue(ContactId contact, QueueName to, OverflowCause cause, Instant now) {
        var how = outcome(cause, WaitOutcome.OVERFLOWED);
        return database.inTransactionOrAgain(tx -> queue.move(tx, contact, to, how, now));
    }

    /**
     * Whoever has talked with an agent was served, whatever became of their place since.
     *
     * @return false: a phone rings for the contact, which stays
     */
    boolean toRingGroup(ContactId contact, OverflowCause cause, Instant now) {
        var ended = new Ended.RingGroup(cause.unserved());
        return end(contact, ended, outcome(cause, WaitOutcome.RING_GROUP), now);
    }

    /** As {@link #toRingGroup}. */
    boolean turnAway(ContactId contact, OverflowCause cause, Instant now) {
        var ended = new Ended.TurnedAway(cause.unserved());
        return end(contact, ended, outcome(cause, WaitOutcome.OVERFLOWED), now);
    }

    /** Of who is in no queue. */
    void lost(ContactId contact, Instant now) {
        database.runInTransactionOrAgain(tx -> {
            queue.leave(tx, contact, Ended.Result.RING_GROUP, now);
            finish(tx, contact, new Ended.RingGroup(Unserved.PLACE_LOST), now);
        });
    }

    private boolean end(ContactId contact, Ended ended, WaitOutcome how, Instant now) {
        return database.inTransactionOrAgain(tx -> {
            var left = queue.leaveUnlessRinging(tx, contact, how, now);
            if (left) {
                finish(tx, contact, ended, now);
            }
            return left;
        });
    }

    private void finish(Tx tx, ContactId contact, Ended ended, Instant now) {
        if (!contacts.wasServed(tx, contact)) {
            contacts.finish(tx, contact, ended, now, Optional.empty(), TopicSource.KEY);
        }
    }

    static WaitOutcome outcome(OverflowCause cause, WaitOutcome otherwise) {
        return cause == OverflowCause.CLOSED ? WaitOutcome.CLOSED : otherwise;
    }
}
