package io.recaller.conversation.voicemail;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.ending.LeftMessages;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.voicemail.Utterance;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What is written of a caller who leaves a message. Any thread; blocking. */
public final class VoicemailRequests {
    private final Database database;
    private final Voicemails voicemails;
    private final DatabaseDialogues dialogues;
    private final LeftMessages messages;
    private final Map<QueueName, Text> greetings;
    private final InstantSource clock;
    private final Runnable pause;
    private final Queue queue = new Queue();

    /**
     * @param greetings what callers of a queue are told before the tone; of the others: as usual
     * @param pause returns when a database that was away may be asked again
     */
    public VoicemailRequests(
            Database database,
            Voicemails voicemails,
            DatabaseDialogues dialogues,
            ContactStore contacts,
            Map<QueueName, Text> greetings,
            InstantSource clock,
            Runnable pause) {
        this.database = database;
        this.voicemails = voicemails;
        this.dialogues = dialogues;
        this.messages = new LeftMessages(contacts);
        this.greetings = Map.copyOf(greetings);
        this.clock = clock;
        this.pause = pause;
    }

    VoicemailRules rules() {
        return voicemails.rules();
    }

    /**
     * How it stands with a contact.
     *
     * @param greeting the queue's own; empty: as usual
     */
    record Terms(Language language, Optional<Text> greeting, State state) {}

    /** What was there before. */
    enum State {
        NOTHING,
        /** A message is kept; a phone rang for its caller when it was. */
        SPOKEN,
        /** Whoever recorded it was killed, or could not. */
        BROKEN
    }

    /** Empty: the contact waits no longer. */
    Optional<Terms> terms(ContactId contact) {
        return dialogues
                .load(contact)
                .flatMap(saved ->
                        database.inTransactionOrAgain(tx ->
                                queue.queueOf(tx, contact)
                                        .map(name ->
                                                new Terms(
                                                        saved.dialogue().language(),
                                                        Optional.ofNullable(greetings.get(name)),
                                                        messages.left(tx, contact).isPresent()
                                                                ? State.SPOKEN
                                                                : voicemails.isBeingSpoken(
                                                                                tx,
                                                                                contact,
                                                                                clock.instant())
                                                                        ? State.BROKEN
                                                                        : State.NOTHING))));
    }

    /**
     * From now on the contact goes on however its line ends, for as long as a message may last.
     *
     * @return until when; empty: there were enough messages from that number today
     */
    Optional<Instant> begin(ContactId contact) {
        var number = dialogues.load(contact).flatMap(saved -> telephone(saved.handle()));
        return database.inTransactionOrAgain(tx -> {
            var joined = queue.inQueueSince(tx, contact).orElse(Instant.EPOCH);
            return voicemails.begin(tx, contact, number, joined, clock.instant());
        });
    }

    private static Optional<Handle> telephone(Optional<Handle> handle) {
        return handle.filter(each -> each.kind() == HandleKind.TEL);
    }

    /** What became of a message. */
    enum Kept {
        WAITS,
        /** It is kept, and an agent is just asked for its caller, who is on the line. */
        RINGS,
        /** An agent has its caller. */
        NO_LONGER_WANTED,
        /** It took too long, or its contact was erased. */
        LOST
    }

    /**
     * Keeps what was said by who is on the line: they hear at once when that cannot be.
     *
     * @throws DatabaseUnavailableException nothing is kept
     * @throws ConflictException as above
     */
    Kept keep(ContactId contact, Utterance sound) {
        return database.inTransactionOrAgain(tx -> keep(tx, contact, sound));
    }

    /**
     * As above, of a caller whose line is gone, be it that an agent has them by now: nobody hears
     * that it cannot be, and it is tried again until the contact is over.
     *
     * @param until as {@link #begin} said
     */
    Kept keep(ContactId contact, Utterance sound, Instant until) {
        while (true) {
            try {
                return keep(contact, sound);
            } catch (DatabaseUnavailableException | ConflictException away) {
                if (!clock.instant().isBefore(until) || Thread.currentThread().isInterrupted()) {
                    throw away;
                }
                pause.run();
            }
        }
    }

    /** While a phone rings the caller keeps the place: the agent may have them this moment. */
    private Kept keep(Tx tx, ContactId contact, Utterance sound) {
        var joined = queue.inQueueSince(tx, contact);
        if (joined.isEmpty()) {
            voicemails.drop(tx, contact);
            return Kept.NO_LONGER_WANTED;
        }
        var now = clock.instant();
        voicemails.keep(tx, contact, sound, joined.filter(now::isBefore).orElse(now));
        if (messages.left(tx, contact).isEmpty()) {
            return Kept.LOST;
        }
        if (queue.isRinging(tx, contact)) {
            return Kept.RINGS;
        }
        messages.waitInstead(tx, contact);
        return Kept.WAITS;
    }

    /** Of one that was kept while a phone rang: as {@link #keep}. */
    Kept goOn(ContactId contact) {
        return database.inTransactionOrAgain(tx -> {
            if (queue.isRinging(tx, contact)) {
                return Kept.RINGS;
            }
            messages.waitInstead(tx, contact);
            return Kept.WAITS;
        });
    }

    /**
     * Nothing was said.
     *
     * @return whether the contact waits, and nobody is asked for it
     */
    boolean drop(ContactId contact) {
        return database.inTransactionOrAgain(tx -> {
            var waits = queue.holdsStill(tx, contact);
            voicemails.drop(tx, contact);
            return waits;
        });
    }
}
