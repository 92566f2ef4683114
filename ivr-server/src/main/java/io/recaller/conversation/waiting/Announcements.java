package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;
import io.recaller.routing.estimate.WaitBand;
import io.recaller.routing.queue.Queue.Place;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What waiting callers were told on this server, and what is due. Who goes to another server is
 * told a little sooner. Any thread; a caller is on one at a time.
 */
final class Announcements {
    /** Who was in the queue for longer was greeted, by another server or before a restart. */
    private static final Duration NEW = Duration.ofSeconds(30);

    /** Who was not looked at for so long is no longer in the queue. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final Map<ContactId, Told> told = new ConcurrentHashMap<>();
    private volatile Instant tidied = Instant.MIN;

    /** Where a caller stands, as it is told. */
    record Standing(int ahead, Optional<WaitBand> band) {}

    /**
     * What a caller was told.
     *
     * @param at when the interval began that runs now
     * @param standing empty: nothing yet
     * @param seen when the caller was looked at last
     */
    private record Told(QueueName queue, Instant at, Optional<Standing> standing, Instant seen) {}

    /** Whether the caller came into the queue just now and has not heard its greeting; once. */
    boolean isNew(ContactId contact, Place place, Instant now) {
        tidy(now);
        var queue = place.wish().queue();
        var before = told.get(contact);
        if (before != null && before.queue().equals(queue)) {
            told.put(contact, new Told(queue, before.at(), before.standing(), now));
            return false;
        }
        told.put(contact, new Told(queue, place.inQueueSince(), Optional.empty(), now));
        return place.inQueueSince().plus(NEW).isAfter(now);
    }

    /** When it is time to look whether something changed; empty: never by itself. */
    Optional<Instant> dueAt(ContactId contact, Place place, Duration every) {
        var before = told.get(contact);
        var since = before == null ? place.inQueueSince() : before.at();
        return every.isZero() ? Optional.empty() : Optional.of(since.plus(every));
    }

    /** Whether it is another than was told; it counts as told from now on. */
    boolean isNews(ContactId contact, Place place, Standing standing, Instant now) {
        var next = new Told(place.wish().queue(), now, Optional.of(standing), now);
        var before = told.put(contact, next);
        return before == null || !before.standing().equals(next.standing());
    }

    void forget(ContactId contact) {
        told.remove(contact);
    }

    private void tidy(Instant now) {
        if (tidied.plus(FORGOTTEN).isBefore(now)) {
            tidied = now;
            told.values().removeIf(each -> each.seen().plus(FORGOTTEN).isBefore(now));
        }
    }
}
