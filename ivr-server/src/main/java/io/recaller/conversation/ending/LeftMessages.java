package io.recaller.conversation.ending;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Tx;
import io.recaller.routing.Queue;
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
     * Whether a waiting contact whose line has ended is not over: its message waits in its place,
     * or whoever records it says in a moment whether there is one.
     */
    boolean goesOn(Tx tx, ContactId contact, Instant now) {
        if (queue.queueOf(tx, contact).isEmpty()) {
            return false;
        }
        if (voicemails.find(tx, contact).isPresent()) {
            waitInstead(tx, contact);
            return true;
        }
        return voicemails.isBeingSpoken(tx, contact, now);
    }
}
