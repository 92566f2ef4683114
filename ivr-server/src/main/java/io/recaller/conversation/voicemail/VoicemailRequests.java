package io.recaller.conversation.voicemail;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.ending.LeftMessages;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Database;
import io.recaller.routing.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.voicemail.Utterance;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
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
    private final Queue queue = new Queue();

    /**
     * @param greetings what callers of a queue are told before the tone; of the others: as usual
     */
    public VoicemailRequests(
            Database database,
            Voicemails voicemails,
            DatabaseDialogues dialogues,
            ContactStore contacts,
            Map<QueueName, Text> greetings,
            InstantSource clock) {
        this.database = database;
        this.voicemails = voicemails;
        this.dialogues = dialogues;
        this.messages = new LeftMessages(contacts);
        this.greetings = Map.copyOf(greetings);
        this.clock = clock;
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
                        database.inTransaction(tx ->
                                queue.queueOf(tx, contact)
                                        .map(name ->
                                                new Terms(
                                                        saved.dialogue().language(),
                                                        Optional.ofNullable(greetings.get(name)),
                                                        voicemails.find(tx, contact).isPresent()
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
     * @return false: there were enough messages from that number today
     */
    boolean begin(ContactId contact) {
        var number = dialogues.load(contact).flatMap(saved -> telephone(saved.handle()));
        return database.inTransaction(tx -> {
            var _ = queue.queueOf(tx, contact);
            return voicemails.begin(tx, contact, number, clock.instant());
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
        NO_LONGER_WANTED
    }

    /**
     * Keeps it.
     *
     * @param hungUp whether its caller is gone: then an agent's phone that rings rings in vain
     */
    Kept keep(ContactId contact, Utterance sound, boolean hungUp) {
        return database.inTransaction(tx -> {
            if (queue.queueOf(tx, contact).isEmpty()) {
                voicemails.drop(tx, contact);
                return Kept.NO_LONGER_WANTED;
            }
            voicemails.keep(tx, contact, sound, clock.instant());
            if (!hungUp && queue.isRinging(tx, contact)) {
                return Kept.RINGS;
            }
            messages.waitInstead(tx, contact);
            return Kept.WAITS;
        });
    }

    /** Of one that was kept while a phone rang: as {@link #keep}. */
    Kept goOn(ContactId contact) {
        return database.inTransaction(tx -> {
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
        return database.inTransaction(tx -> {
            var waits = queue.holdsStill(tx, contact);
            voicemails.drop(tx, contact);
            return waits;
        });
    }
}
