package io.recaller.conversation.dialogue;

import io.recaller.contact.Contact;
import io.recaller.contact.ContactStore;
import io.recaller.customer.CustomerStore;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import java.util.Optional;

/** Writes the end of a contact that may never have been written itself. Any thread. */
public final class KeptEndRows {
    private final CustomerStore customers;
    private final ContactStore contacts;
    private final Queue queue = new Queue();

    public KeptEndRows(CustomerStore customers, ContactStore contacts) {
        this.customers = customers;
        this.contacts = contacts;
    }

    /** Keeps what is there, an earlier end too. */
    public void write(Tx tx, KeptEnd end) {
        queue.leave(tx, end.contact(), end.ended().result(), end.at());
        var customer =
                end.caller()
                        .flatMap(handle ->
                                customers.createWhenNew(tx, handle, end.startedAt()).single());
        contacts.begin(
                tx,
                Contact.inbound(
                        end.contact(),
                        end.channel(),
                        end.caller(),
                        customer,
                        end.trust(),
                        end.startedAt(),
                        Optional.of(end.address())));
        contacts.finish(tx, end.contact(), end.ended(), end.at(), end.topic(), end.topicSource());
    }
}
