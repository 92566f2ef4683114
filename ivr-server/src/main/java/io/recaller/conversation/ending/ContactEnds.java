package io.recaller.conversation.ending;

import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ClockTolerance;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unserved;
import io.recaller.conversation.dialogue.MovedRows;
import io.recaller.conversation.ending.LastWords.LastWord;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitingContacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
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

    /** A question each, a millisecond or so. */
    private static final int MOST_ASKED = 2_000;

    /** Asterisk lists its calls in less. */
    private static final Duration LONGEST_LISTING = Duration.ofSeconds(10);

    /** An end that is told at once is told within; Asterisk keeps whole seconds only. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    /**
     * Who served a call writes its end, and its hang-up is told all the same. Only who was in the
     * ring group may have stayed there for longer.
     */
    private static final String IN_RING_GROUP = Ended.Result.RING_GROUP.endReason();

    private static final String ELSEWHERE = Ended.Result.SWITCHED.endReason();

    private final Database database;
    private final ContactStore contacts;
    private final Executor executor;
    private final InstantSource clock;
    private final LastWords words;
    private final Takeovers takeovers;
    private final Queue queue = new Queue();
    private final MovedRows moves = new MovedRows();
    private final WaitingContacts everybody = new WaitingContacts();
    private final Callbacks callbacks = new Callbacks(CallbackRules.usual());
    private final LeftMessages messages;

    /** Who took a place, with the number they came by, as long as it is not written. */
    private final Map<ContactId, String> newcomers = new ConcurrentHashMap<>();

    /** Who hung up while a message was spoken: who records it was to write that first. */
    private final Map<ContactId, HangUp> speakers = new ConcurrentHashMap<>();

    public ContactEnds(
            Database database,
            ContactStore contacts,
            Takeovers takeovers,
            Executor executor,
            InstantSource clock) {
        this(database, contacts, takeovers, executor, clock, _ -> Optional.empty());
    }

    /**
     * Tells nobody yet.
     *
     * @param words asked for each end, so that the time is when it ended, not when it was noticed
     */
    public ContactEnds(
            Database database,
            ContactStore contacts,
            Takeovers takeovers,
            Executor executor,
            InstantSource clock,
            LastWords words) {
        this.messages = new LeftMessages(contacts);
        this.takeovers = takeovers;
        this.words = words;
        this.database = database;
        this.contacts = contacts;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public void gone(ContactId contact, HangUp how) {
        executor.execute(() -> end(contact, how));
    }

    @Override
    public void spoken(ContactId contact) {
        var how = speakers.remove(contact);
        if (how != null) {
            gone(contact, how);
        }
    }

    @Override
    public void replaced(ContactId contact, String number) {
        newcomers.put(contact, number);
        executor.execute(() -> {
            try {
                pass(contact);
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .addKeyValue("contactId", contact)
                        .addKeyValue("error", failure.toString())
                        .log(
                                "another took a caller's place, not written; the next look at"
                                        + " Asterisk's calls writes it");
            }
        });
    }

    /**
     * The last who took the place counts.
     *
     * @throws RuntimeException when it cannot be written now: the next look tries it again
     */
    private void pass(ContactId contact) {
        for (var number = newcomers.get(contact); number != null; number = newcomers.get(contact)) {
            pass(contact, number);
            newcomers.remove(contact, number);
        }
    }

    private void pass(ContactId contact, String number) {
        try {
            database.inTransactionOrAgain(tx -> {
                takeovers.write(tx, contact, number, clock.instant());
                return true;
            });
        } catch (DatabaseUnavailableException | ConflictException later) {
            throw later;
        } catch (RuntimeException never) {
            LOG.atError()
                    .setCause(never)
                    .addKeyValue("contactId", contact)
                    .log("another took a caller's place; what the first proved still stands");
        }
    }

    /** The contact is the ring group's from then on; {@link #gone} tells until when it was. */
    @Override
    public void ledToRingGroup(ContactId contact, Optional<Unserved> cause) {
        executor.execute(() -> {
            try {
                database.runInTransactionOrAgain(tx -> leadToRingGroup(tx, contact, cause));
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .addKeyValue("contactId", contact)
                        .addKeyValue("error", failure.toString())
                        .log("ring group not written; the next look at Asterisk's calls writes it");
            }
        });
    }

    private void leadToRingGroup(Tx tx, ContactId contact, Optional<Unserved> cause) {
        var now = clock.instant();
        queue.leave(tx, contact, Ended.Result.RING_GROUP, now);
        var ended = given(tx, contact, cause);
        // Whoever had asked to be called back, and did not hear that they are, is helped now.
        callbacks.close(tx, contact, ended, now);
        if (!contacts.wasServed(tx, contact)) {
            finish(tx, contact, ended, now);
        }
    }

    /** A dialplan that does not tell why leads there when no server answers it. */
    private Ended.RingGroup given(Tx tx, ContactId contact, Optional<Unserved> cause) {
        return new Ended.RingGroup(
                cause.orElseGet(() ->
                        queue.left(tx, contact).isPresent()
                                ? Unserved.NO_SERVER_IN_QUEUE
                                : Unserved.NO_SERVER_IN_MENU));
    }

    /** Whom we gave to the ring group is over in the rows already, at the hand-off. */
    @Override
    public void backInReach(String asteriskSystem) {
        var since = clock.instant().minus(LONGEST_CALL);
        var given =
                database.inTransaction(
                        tx -> contacts.givenToRingGroup(tx, asteriskSystem, since, MOST_ASKED));
        for (var contact : given) {
            words.of(contact)
                    .filter(LastWord::inRingGroup)
                    .ifPresent(last ->
                            database.runInTransaction(tx ->
                                    contacts.stayedInRingGroup(tx, contact, notAhead(last.at()))));
        }
    }

    /** What is noticed late is written once Asterisk has said how it ended: it is asked again. */
    @Override
    public void alive(String asteriskSystem, Map<ContactId, Address> found) {
        var told = clock.instant();
        newcomers.keySet().forEach(contact -> alone(contact, () -> pass(contact)));
        follow(found);
        speakers.keySet().removeIf(contact -> !isSpeaking(contact, told));
        for (var contact : database.inTransaction(tx -> contacts.openCalls(tx, asteriskSystem))) {
            alone(contact.id(), () -> compare(contact, found.get(contact.id()), told));
        }
        var before = told.minus(LONGEST_CALL);
        for (var contact : database.inTransaction(tx -> contacts.outOfSight(tx, before, told))) {
            alone(contact, () -> lost(contact, Optional.empty()));
        }
    }

    private void compare(ContactStore.Open contact, @Nullable Address there, Instant told) {
        if (there == null && mayBeOver(contact, told) && !wasJustCalledBack(contact, told)) {
            lost(contact.id(), words.of(contact.id()));
        } else if (there != null && !there.equals(contact.address())) {
            database.runInTransactionOrAgain(tx -> contacts.moved(tx, contact.id(), there));
        }
    }

    private void lost(ContactId contact, Optional<LastWord> word) {
        var _ = database.inTransactionOrAgain(tx -> end(tx, contact, HangUp.LINE_LOST, word));
    }

    /**
     * What one contact's rows refuse keeps no other from being ended; the next look tries again.
     */
    private static void alone(ContactId contact, Runnable work) {
        try {
            work.run();
        } catch (DatabaseUnavailableException down) {
            if (!down.isOfTheStatementAlone()) {
                throw down;
            }
            told(contact, down);
        } catch (ConflictException | DataAccessException refused) {
            told(contact, refused);
        }
    }

    private static void told(ContactId contact, RuntimeException why) {
        LOG.atWarn()
                .addKeyValue("contactId", contact)
                .addKeyValue("error", why.toString())
                .log("a contact cannot be compared with Asterisk's calls, the others are");
    }

    /** A call that came in while Asterisk listed its calls may be missing in the list. */
    private static boolean mayBeOver(ContactStore.Open contact, Instant told) {
        return contact.startedAt().isBefore(told.minus(LONGEST_LISTING));
    }

    /** A call-back is answered long after its contact began: the list may be older than that. */
    private boolean wasJustCalledBack(ContactStore.Open contact, Instant told) {
        return contact.address() instanceof Address.Call(_, _, var channel)
                && channel.isEmpty()
                && database.inTransaction(
                        tx -> queue.isOutSince(tx, contact.id(), told.minus(LONGEST_LISTING)));
    }

    /** Somebody else's telephone is in the place of the one it came with. */
    private void follow(Map<ContactId, Address> found) {
        for (var waiting : database.inTransaction(everybody::inTurn)) {
            if (found.get(waiting.contact()) instanceof Address.Call there
                    && waiting.address() instanceof Address.Call before
                    && !there.channelName().equals(before.channelName())) {
                database.runInTransactionOrAgain(tx -> {
                    queue.moved(tx, waiting.contact(), there);
                    if (!before.channelName().startsWith("Local/")) {
                        contacts.doubt(tx, waiting.contact());
                    }
                });
                LOG.atInfo()
                        .addKeyValue("contactId", waiting.contact())
                        .addKeyValue("channel", there.channelName())
                        .log("contact waits on with its caller on another channel");
            }
        }
    }

    private void end(ContactId contact, HangUp how) {
        try {
            var written = database.atOnce(tx -> contacts.endReason(tx, contact));
            if (written.filter(reason -> !reason.equals(IN_RING_GROUP)).isPresent()) {
                if (written.get().equals(ELSEWHERE)) {
                    database.runInTransactionOrAgain(tx -> mayBeCalledBack(tx, contact));
                }
                return;
            }
            var word = ifToldNow(contact);
            // Before it is looked: whoever records may be done right after.
            speakers.put(contact, how);
            if (database.inTransactionOrAgain(tx -> end(tx, contact, how, word))) {
                speakers.remove(contact);
            }
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", failure.toString())
                    .log("end not written; the next look at Asterisk's calls writes it");
        }
    }

    private boolean isSpeaking(ContactId contact, Instant now) {
        return database.inTransaction(tx -> messages.isBeingSpoken(tx, contact, now));
    }

    /** Whom the flow led to a call-back is on the telephone no more. */
    private void mayBeCalledBack(Tx tx, ContactId left) {
        moves.whereTo(tx, left)
                .filter(contact -> queue.waitsWithoutLine(tx, contact))
                .ifPresent(contact -> callbacks.hungUp(tx, contact, clock.instant()));
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

    /**
     * Who hung up to be called back, or has left a message, goes on waiting.
     *
     * @return false: a message is being spoken, and what comes of it must be written first
     */
    private boolean end(Tx tx, ContactId contact, HangUp how, Optional<LastWord> word) {
        var now = clock.instant();
        if (queue.waitsWithoutLine(tx, contact)) {
            callbacks.hungUp(tx, contact, now);
            return true;
        }
        if (messages.goesOn(tx, contact, now)) {
            return !messages.isBeingSpoken(tx, contact, now);
        }
        var at = at(word);
        queue.leave(tx, contact, left(word), at);
        finish(tx, contact, ended(tx, contact, how, word), at);
        word.filter(LastWord::inRingGroup)
                .ifPresent(last -> contacts.stayedInRingGroup(tx, contact, notAhead(last.at())));
        return true;
    }

    /** What came of a contact whose line ended in the queue. */
    private static Ended.Result left(Optional<LastWord> word) {
        return word.map(LastWord::inRingGroup).orElse(false)
                ? Ended.Result.RING_GROUP
                : Ended.Result.ABANDONED;
    }

    private void finish(Tx tx, ContactId contact, Ended ended, Instant at) {
        contacts.finish(tx, contact, ended, at, Optional.empty(), TopicSource.KEY);
    }

    private Ended ended(Tx tx, ContactId contact, HangUp told, Optional<LastWord> word) {
        var how = told.or(word.map(LastWord::how));
        if (contacts.wasServed(tx, contact)) {
            return new Ended.Served(how.inTalk());
        }
        if (word.map(LastWord::inRingGroup).orElse(false)) {
            return given(tx, contact, word.flatMap(LastWord::cause));
        }
        return queue.left(tx, contact)
                .<Ended>map(left -> new Ended.Abandoned(left == Queue.Left.RINGING, how.alone()))
                .orElseGet(() -> inMenu(how));
    }

    private static Ended inMenu(HangUp how) {
        return how == HangUp.BY_FLOW
                ? new Ended.SelfServed()
                : new Ended.Unfinished(Ended.Unfinished.Within.MENU, how.alone());
    }

    private Instant notAhead(Instant at) {
        return ClockTolerance.notAhead(at, clock.instant());
    }

    /** When it ended, if that was before just now; no clock that runs ahead is believed. */
    private Instant at(Optional<LastWord> word) {
        var now = clock.instant();
        return word.map(LastWord::at).filter(at -> at.isBefore(now.minus(JUST_NOW))).orElse(now);
    }
}
