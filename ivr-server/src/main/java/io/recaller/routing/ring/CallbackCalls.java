package io.recaller.routing.ring;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;

/** What routing needs to serve whoever waits without a line. Any thread. */
public interface CallbackCalls {
    /** Whom to call for a contact; empty: nobody is to be called for it any more. Blocking. */
    Optional<CallbackCall> of(ContactId contact);

    /** What is played to the agent for a contact; empty: there is no message. Blocking. */
    Optional<PlayedMessage> message(ContactId contact);

    /**
     * Whether a waiting contact whose caller is gone is not over: a message waits in their place
     * from now on, or will in a moment. Its place is locked until the end.
     */
    boolean goesOn(Tx tx, ContactId contact, Instant now);

    /** The agent has left a message's contact: it is over, unless its customer was reached. */
    void heard(Tx tx, ContactId contact, Instant at);

    /** The customer was called back, and is reached there from now on. */
    void reachedAt(Tx tx, ContactId contact, Address address);

    /** It is over without a talk; the first end counts. */
    void over(Tx tx, ContactId contact, Ended how, Instant at);

    /** Where nobody is called back. */
    static CallbackCalls none() {
        return new CallbackCalls() {
            @Override
            public Optional<CallbackCall> of(ContactId contact) {
                return Optional.empty();
            }

            @Override
            public Optional<PlayedMessage> message(ContactId contact) {
                return Optional.empty();
            }

            @Override
            public boolean goesOn(Tx tx, ContactId contact, Instant now) {
                return false;
            }

            @Override
            public void heard(Tx tx, ContactId contact, Instant at) {}

            @Override
            public void reachedAt(Tx tx, ContactId contact, Address address) {}

            @Override
            public void over(Tx tx, ContactId contact, Ended how, Instant at) {}
        };
    }
}
