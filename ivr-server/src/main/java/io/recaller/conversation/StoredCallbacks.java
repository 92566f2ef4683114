package io.recaller.conversation;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.ending.LeftMessages;
import io.recaller.customer.Handle;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.ring.CallbackCall;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.routing.ring.PlayedMessage;
import io.recaller.voicemail.Voicemails;
import java.time.Instant;
import java.util.Optional;

/** Call-backs and messages as their rows and their contacts' have them. Any thread. */
public final class StoredCallbacks implements CallbackCalls {
    private final Database database;
    private final Callbacks callbacks;
    private final Voicemails voicemails;
    private final ContactStore contacts;
    private final CallableNumbers numbers;
    private final SpokenCalls words;
    private final LeftMessages messages;

    /**
     * @param numbers which of those who left a message are called
     */
    public StoredCallbacks(
            Database database,
            Callbacks callbacks,
            Voicemails voicemails,
            ContactStore contacts,
            CallableNumbers numbers,
            SpokenCalls words) {
        this.database = database;
        this.callbacks = callbacks;
        this.voicemails = voicemails;
        this.contacts = contacts;
        this.numbers = numbers;
        this.words = words;
        this.messages = new LeftMessages(contacts);
    }

    @Override
    public Optional<CallbackCall> of(ContactId contact) {
        return database.inTransaction(tx -> callbacks.find(tx, contact))
                .map(kept -> call(contact, kept.number()));
    }

    private CallbackCall call(ContactId contact, Handle number) {
        return new CallbackCall(number, words.greeting(contact), callbacks.rules().ring());
    }

    @Override
    public Optional<PlayedMessage> message(ContactId contact) {
        var found = database.inTransaction(tx -> voicemails.find(tx, contact));
        return found.map(message -> {
            var back = numbers.own(message.number()).map(number -> call(contact, number));
            return new PlayedMessage(
                    sound(contact),
                    words.keys(contact, true),
                    words.keys(contact, false),
                    words.missed(contact),
                    back);
        });
    }

    private String sound(ContactId contact) {
        return database.inTransaction(tx -> voicemails.sound(tx, contact))
                .map(sound -> words.message(contact, sound))
                .orElse("");
    }

    @Override
    public boolean goesOn(Tx tx, ContactId contact, Instant now) {
        return messages.goesOn(tx, contact, now);
    }

    @Override
    public void heard(Tx tx, ContactId contact, Instant at) {
        if (contacts.address(tx, contact).orElse(null) instanceof Address.Voicemail) {
            over(tx, contact, new Ended.Served(Parting.OfAgent.HUNG_UP), at);
        }
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
