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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that a call is over, whoever noticed it: in the queue it was abandoned, after a talk
 * it was served. The first end counts, so being told twice does no harm. Any thread; returns at
 * once.
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

    @Override
    public void alive(String asteriskSystem, Set<String> linkedIds) {
        var told = clock.instant();
        executor.execute(() -> endAllBut(linkedIds, asteriskSystem, told));
    }

    private void endAllBut(Set<String> linkedIds, String asteriskSystem, Instant told) {
        try {
            database.inTransaction(tx -> open(tx, asteriskSystem, linkedIds, told))
                    .forEach(this::end);
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("error", failure.toString())
                    .log("open contacts not compared with Asterisk's calls");
        }
    }

    /** A call that came in while Asterisk listed its calls may be missing in the list. */
    private static Set<ContactId> open(
            Tx tx, String asteriskSystem, Set<String> linkedIds, Instant told) {
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .where(
                        CONTACT.ASTERISK_SYSTEM.eq(asteriskSystem),
                        CONTACT.ENDED_AT.isNull(),
                        CONTACT.STARTED_AT.between(
                                told.minus(LONGEST_CALL), told.minus(LONGEST_LISTING)),
                        CONTACT.LINKEDID.notIn(linkedIds))
                .fetchSet(row -> new ContactId(row.value1()));
    }

    private void end(ContactId contact) {
        try {
            var word = words.of(contact);
            exit.carryOut(database.inTransaction(tx -> end(tx, contact, word)));
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", failure.toString())
                    .log("end not written; the next look at Asterisk's calls writes it");
        }
    }

    private Departure end(Tx tx, ContactId contact, Optional<LastWord> word) {
        var departure = exit.leave(tx, contact);
        var reason = reason(tx, contact, departure, word);
        contacts.finish(tx, contact, reason, at(word), Optional.empty(), TopicSource.KEY);
        return departure;
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
