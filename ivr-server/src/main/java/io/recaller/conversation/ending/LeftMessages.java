package io.recaller.conversation.ending;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import io.recaller.voicemail.Voicemail;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Instant;
import java.util.Optional;

/**
 * A message takes its caller's place in the queue: with the age, the priority and the wishes that
 * the caller had. Any thread; the caller owns the Tx.
 */
public final class LeftMessages {
    private final ContactStore contacts;
    private final Voicemails voicemails = new Voicemails(VoicemailRules.usual());
    private final Queue queue = new Queue();

    public LeftMessages(ContactStore contacts) {
        this.contacts = contacts;
    }

    /** The message waits from now on, and nobody on a line. */
    public void waitInstead(Tx tx, ContactId contact) {
        var nowhere = new Address.Voicemail(Optional.empty());
        queue.moved(tx, contact, nowhere);
        contacts.moved(tx, contact, nowhere);
    }

    /**
     * The message that a waiting contact has left in the queue it is in; its place is locked until
     * the end. One of an earlier wait counts no more: an agent has had the contact since, or its
     * caller went on.
     */
    public Optional<Voicemail> left(Tx tx, ContactId contact) {
        return queue.inQueueSince(tx, contact)
                .flatMap(joined ->
                        voicemails
                                .find(tx, contact)
                                .filter(message -> !message.recordedAt().isBefore(joined)));
    }

    /** Whether the caller, who waits, leaves a message just now: who records it knows the rest. */
    boolean isBeingSpoken(Tx tx, ContactId contact, Instant now) {
        return queue.queueOf(tx, contact).isPresent() && voicemails.isBeingSpoken(tx, contact, now);
    }

    /**
     * Whether a waiting contact whose line has ended is not over: its message waits in its place,
     * or whoever records it says in a moment whether there is one.
     */
    public boolean goesOn(Tx tx, ContactId contact, Instant now) {
        if (queue.queueOf(tx, contact).isEmpty()) {
            return false;
        }
        if (left(tx, contact).isPresent()) {
            waitInstead(tx, contact);
            return true;
        }
        return voicemails.isBeingSpoken(tx, contact, now);
    }
}
