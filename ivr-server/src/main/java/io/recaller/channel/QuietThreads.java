package io.recaller.channel;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadPauses;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends contacts of people who were asked something and have written nothing for a day: what they
 * write next begins anew. Who waits for a person, or talks with one, is left alone. Any thread.
 */
public final class QuietThreads implements Runnable {
    private static final Duration QUIET_FOR = Duration.ofDays(1);
    private static final int AT_ONCE = 500;

    private final Database db;
    private final ContactStore contacts;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final ThreadPauses pauses = new ThreadPauses();

    public QuietThreads(Database db, ContactStore contacts, InstantSource clock) {
        this.db = db;
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public void run() {
        for (var thread : db.inTransaction(tx -> pauses.quiet(tx, since(), AT_ONCE))) {
            db.runInTransaction(tx -> tidy(tx, thread));
        }
    }

    private Instant since() {
        return clock.instant().minus(QUIET_FOR);
    }

    /** Not where something was written, or another contact began, since it was found quiet. */
    private void tidy(Tx tx, MessageThread found) {
        threads.lock(tx, found.id());
        threads.find(tx, found.id())
                .filter(now -> now.equals(found) && pauses.isQuiet(tx, found.id(), since()))
                .ifPresent(thread -> tidyUp(tx, thread));
    }

    private void tidyUp(Tx tx, MessageThread thread) {
        var contact = thread.contact().orElseThrow();
        var isOver = contacts.endReason(tx, contact).isPresent();
        if (!isOver && !thread.withPerson()) {
            end(tx, contact);
        }
        if (isOver || !thread.withPerson()) {
            threads.isOver(tx, thread.id(), contact);
        }
    }

    private void end(Tx tx, ContactId contact) {
        contacts.finish(
                tx,
                contact,
                new Ended.Unfinished(Ended.Unfinished.Within.MENU, Parting.OfLine.HUNG_UP),
                clock.instant(),
                Optional.empty(),
                TopicSource.KEY);
    }
}
