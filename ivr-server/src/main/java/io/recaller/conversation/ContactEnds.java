package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CONTACT;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.EndReason;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.LastWords.LastWord;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.Departure;
import io.recaller.routing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that a call is over, whoever noticed it: in the queue it was abandoned, after a talk
 * it was served. The first end counts, so being told twice does no harm; only who was given to the
 * ring group is over when the dialplan says so. Any thread.
 */
public final class ContactEnds implements CallerEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ContactEnds.class);

    /** No call lasts longer: what is still open after it was never told to us. */
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    /** Asterisk lists its calls in less. */
    private static final Duration LONGEST_LISTING = Duration.ofSeconds(10);

    /** An end that is told at once is told within; Asterisk keeps whole seconds only. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    private final Database database;
    private final ContactStore contacts;
    private final DatabaseDialogues.QueueExit exit;
    private final Executor executor;
    private final InstantSource clock;
    private final LastWords words;
    private final Waiting queue = new Waiting();

    ContactEnds(
            Database database,
            ContactStore contacts,
            DatabaseDialogues.QueueExit exit,
            Executor executor,
            InstantSource clock) {
        this(database, contacts, exit, executor, clock, _ -> Optional.empty());
    }

    /**
     * Tells nobody yet.
     *
     * @param words asked for each end, so that the time is when it ended, not when it was noticed
     */
    public ContactEnds(
            Database database,
            ContactStore contacts,
            DatabaseDialogues.QueueExit exit,
            Executor executor,
            InstantSource clock,
            LastWords words) {
        this.words = words;
        this.database = database;
        this.contacts = contacts;
        this.exit = exit;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public void gone(ContactId contact) {
        executor.execute(() -> end(contact));
    }

    /** What is noticed late is written once Asterisk has said how it ended: it is asked again. */
    @Override
    public void alive(String asteriskSystem, Map<ContactId, Whereabouts> found) {
        var told = clock.instant();
        follow(found);
        for (var contact : database.inTransaction(tx -> open(tx, asteriskSystem, told))) {
            var there = found.get(contact.id());
            if (there == null && contact.mayBeOver(told)) {
                var word = words.of(contact.id());
                exit.carryOut(database.inTransaction(tx -> end(tx, contact.id(), word)));
            } else if (there != null && !there.linkedId().equals(contact.linkedId())) {
                database.runInTransaction(
                        tx -> contacts.linked(tx, contact.id(), there.linkedId()));
            }
        }
    }

    private static List<Open> open(Tx tx, String asteriskSystem, Instant told) {
        return tx.dsl()
                .select(CONTACT.ID, CONTACT.STARTED_AT, CONTACT.LINKEDID)
                .from(CONTACT)
                .where(
                        CONTACT.ASTERISK_SYSTEM.eq(asteriskSystem),
                        CONTACT.ENDED_AT.isNull(),
                        CONTACT.STARTED_AT.ge(told.minus(LONGEST_CALL)))
                .fetch(row ->
                        new Open(
                                new ContactId(row.value1()),
                                row.value2(),
                                String.valueOf(row.value3())));
    }

    /** Somebody else's telephone is in the place of the one it came with. */
    private void follow(Map<ContactId, Whereabouts> found) {
        for (var waiting : database.inTransaction(queue::inQueue)) {
            var there = found.get(waiting.contact());
            if (there != null && !there.channel().equals(waiting.callerChannel())) {
                database.runInTransaction(
                        tx -> queue.moved(tx, waiting.contact(), there.channel()));
                LOG.atInfo()
                        .addKeyValue("contactId", waiting.contact())
                        .addKeyValue("channel", there.channel())
                        .log("contact waits on with its caller on another channel");
            }
        }
    }

    /** A contact that is open in the rows. */
    private record Open(ContactId id, Instant startedAt, String linkedId) {
        /** A call that came in while Asterisk listed its calls may be missing in the list. */
        boolean mayBeOver(Instant told) {
            return startedAt.isBefore(told.minus(LONGEST_LISTING));
        }
    }

    private void end(ContactId contact) {
        try {
            var word = ifToldNow(contact);
            exit.carryOut(database.inTransaction(tx -> end(tx, contact, word)));
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", failure.toString())
                    .log("end not written; the next look at Asterisk's calls writes it");
        }
    }

    /** An end that was just told needs no more to be nearly right. */
    private Optional<LastWord> ifToldNow(ContactId contact) {
        try {
            return words.of(contact);
        } catch (RuntimeException failure) {
            LOG.atDebug()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", failure.toString())
                    .log("Asterisk cannot be asked how a call ended");
            return Optional.empty();
        }
    }

    private Departure end(Tx tx, ContactId contact, Optional<LastWord> word) {
        var departure = exit.leave(tx, contact);
        var reason = reason(tx, contact, departure, word);
        contacts.finish(tx, contact, reason, at(word), Optional.empty(), TopicSource.KEY);
        word.filter(LastWord::inRingGroup)
                .ifPresent(last -> contacts.stayedInRingGroup(tx, contact, notAhead(last.at())));
        return departure;
    }

    private Instant notAhead(Instant at) {
        var now = clock.instant();
        return at.isAfter(now) ? now : at;
    }

    private static EndReason reason(
            Tx tx, ContactId contact, Departure departure, Optional<LastWord> word) {
        if (wasServed(tx, contact)) {
            return EndReason.SERVED;
        }
        if (word.map(LastWord::inRingGroup).orElse(false)) {
            return EndReason.RING_GROUP;
        }
        return departure.wasInQueue() ? EndReason.ABANDONED : EndReason.CALLER_HUNG_UP;
    }

    /** When it ended, if that was before just now; no clock that runs ahead is believed. */
    private Instant at(Optional<LastWord> word) {
        var now = clock.instant();
        return word.map(LastWord::at).filter(at -> at.isBefore(now.minus(JUST_NOW))).orElse(now);
    }

    private static boolean wasServed(Tx tx, ContactId contact) {
        return tx.dsl()
                .fetchExists(
                        CONTACT, CONTACT.ID.eq(contact.value()).and(CONTACT.SERVED_BY.isNotNull()));
    }
}
