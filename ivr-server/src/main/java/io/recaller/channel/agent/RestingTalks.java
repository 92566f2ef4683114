package io.recaller.channel.agent;

import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.message.ThreadPauses;
import io.recaller.message.Threads;
import io.recaller.routing.Talks;
import io.recaller.routing.queue.Queue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations whose customer has not answered their agent for some minutes take no room: the
 * agent may have others meanwhile. What the customer writes wakes them ({@code Lane}); where that
 * was read by a server of a release that knows of no rest, this does. Any thread.
 */
public final class RestingTalks implements Runnable {
    /** A customer who looks something up is not long. */
    static final Duration AFTER = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(RestingTalks.class);
    private static final int AT_ONCE = 1000;

    private final Database db;
    private final Talks talks;
    private final InstantSource clock;
    private final int atOnce;
    private final Queue queue = new Queue();
    private final Threads threads = new Threads();
    private final ThreadPauses pauses = new ThreadPauses();

    public RestingTalks(Database db, Talks talks, InstantSource clock) {
        this(db, talks, clock, AT_ONCE);
    }

    /**
     * As above.
     *
     * @param atOnce conversations read with one question
     */
    public RestingTalks(Database db, Talks talks, InstantSource clock, int atOnce) {
        this.db = db;
        this.talks = talks;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    @Override
    public void run() {
        var now = clock.instant();
        each(true, pauses::unanswered, queue::wake);
        each(
                false,
                (tx, contacts) -> answered(tx, contacts, now),
                (tx, contact) -> talks.rest(tx, contact, now));
    }

    private List<ContactId> answered(Tx tx, Collection<ContactId> contacts, Instant now) {
        return pauses.answered(tx, contacts, now.minus(AFTER));
    }

    /** All of them, a page at a time: who may not rest keeps nobody behind them from it. */
    private void each(
            boolean rest,
            BiFunction<Tx, Collection<ContactId>, List<ContactId>> those,
            BiConsumer<Tx, ContactId> deed) {
        var last = Optional.<ContactId>empty();
        List<ContactId> page;
        do {
            var after = last;
            page = db.inTransaction(tx -> talks.written(tx, rest, after, atOnce));
            var found = page;
            for (var contact : db.inTransaction(tx -> those.apply(tx, found))) {
                quietly(contact, those, deed);
            }
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == atOnce);
    }

    /** One that fails keeps nobody behind it. */
    private void quietly(
            ContactId contact,
            BiFunction<Tx, Collection<ContactId>, List<ContactId>> those,
            BiConsumer<Tx, ContactId> deed) {
        try {
            db.runInTransaction(tx -> {
                // whoever writes in this moment has written before, or wakes it after
                threads.of(tx, contact).ifPresent(thread -> threads.lock(tx, thread.id()));
                if (!those.apply(tx, List.of(contact)).isEmpty()) {
                    deed.accept(tx, contact);
                }
            });
        } catch (DatabaseUnavailableException away) {
            throw away;
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", failure.toString())
                    .log("a conversation neither rests nor wakes");
        }
    }
}
