package io.recaller.conversation.dialogue;

import io.recaller.callback.Callback;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Superseding;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who calls in while a place is kept for them has it with the new contact, and is not called back:
 * nobody is served twice.
 */
final class CallbackTakeovers {
    private static final Ended HOW = new Ended.Superseded(Superseding.CALLED_IN);

    private final ContactStore contacts;
    private final Callbacks callbacks = new Callbacks(CallbackRules.usual());
    private final Queue queue = new Queue();

    CallbackTakeovers(ContactStore contacts) {
        this.contacts = contacts;
    }

    /**
     * What was taken over.
     *
     * @param place the oldest one there was in the queue that is entered
     * @param contacts that are over with it
     */
    record Taken(Optional<Queue.Kept> place, List<ContactId> contacts) {}

    /**
     * Ends what is kept for that person. Call it before the new contact's own place is written:
     * that is locked among the others, so that nobody waits for one with another's agent in hand.
     *
     * @param newcomer the new contact
     * @param to the queue that the new contact enters
     */
    Taken takeOver(
            Tx tx,
            ContactId newcomer,
            Optional<CustomerId> customer,
            Optional<Handle> number,
            QueueName to,
            Instant at) {
        var contacts = callbacks.of(tx, customer, number).stream().map(Callback::contact).toList();
        if (!contacts.isEmpty()) {
            queue.hold(tx, Stream.concat(contacts.stream(), Stream.of(newcomer)).toList());
        }
        var place =
                contacts.stream()
                        .flatMap(contact -> giveUp(tx, contact, to, at).stream())
                        .min(Comparator.comparing(Queue.Kept::enteredAt));
        return new Taken(place, contacts);
    }

    private Optional<Queue.Kept> giveUp(Tx tx, ContactId contact, QueueName to, Instant at) {
        var given = queue.giveUp(tx, contact, to, HOW.result(), at);
        callbacks.close(tx, contact, HOW, at);
        return given;
    }

    /** The contacts' own rows: after those of customers, which who merges them holds first. */
    void end(Tx tx, Taken taken, Instant at) {
        taken.contacts()
                .forEach(contact ->
                        contacts.finish(tx, contact, HOW, at, Optional.empty(), TopicSource.KEY));
    }
}
