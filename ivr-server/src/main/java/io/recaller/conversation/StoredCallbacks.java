package io.recaller.conversation;

import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.CallbackCall;
import io.recaller.routing.CallbackCalls;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Call-backs as their rows and their contacts' have them. Any thread. */
public final class StoredCallbacks implements CallbackCalls {
    private final Database database;
    private final Callbacks callbacks;
    private final ContactStore contacts;
    private final Function<ContactId, String> greetings;

    /**
     * @param greetings as in {@link CallbackCall#greeting()}
     */
    public StoredCallbacks(
            Database database,
            Callbacks callbacks,
            ContactStore contacts,
            Function<ContactId, String> greetings) {
        this.database = database;
        this.callbacks = callbacks;
        this.contacts = contacts;
        this.greetings = greetings;
    }

    @Override
    public Optional<CallbackCall> of(ContactId contact) {
        return database.inTransaction(tx -> callbacks.find(tx, contact))
                .map(kept ->
                        new CallbackCall(
                                kept.number(), greetings.apply(contact), callbacks.rules().ring()));
    }

    @Override
    public void reachedAt(Tx tx, ContactId contact, Address address) {
        contacts.moved(tx, contact, address);
    }

    @Override
    public void over(Tx tx, ContactId contact, Ended how, Instant at) {
        contacts.finish(tx, contact, how, at, Optional.empty(), TopicSource.KEY);
    }
}
