package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.util.function.Consumer;

/** Whoever waits for an agent in writing may be called instead, and keeps their place. */
public interface CalledInstead {
    /** Where nobody is called back. */
    static CalledInstead never() {
        return new CalledInstead() {
            @Override
            public boolean isPossible(Tx tx, ContactId waiting) {
                return false;
            }

            @Override
            public Answer ask(ContactId waiting, Consumer<Tx> also) {
                return Answer.FOR_PEOPLE;
            }
        };
    }

    /** What came of it. */
    enum Answer {
        /** A call-back has their place, and the contact is over. */
        KEPT,
        /** Nothing was done: a call-back of theirs is kept already. */
        HAS_ONE,
        /** Nothing was done: no number is surely theirs, or it was asked for too often today. */
        IMPOSSIBLE,
        /**
         * Nothing was done, and what they wrote is a message like any other: the queue calls nobody
         * back, or nobody is waited for any more.
         */
        FOR_PEOPLE
    }

    /** Whether it is, as far as it can be told before it is asked for. */
    boolean isPossible(Tx tx, ContactId waiting);

    /**
     * A call-back takes the place of whoever waits. Any thread; blocking.
     *
     * @param also what is written with it, in the same transaction; their thread is locked
     * @throws io.recaller.db.DatabaseUnavailableException when it must be asked for later
     */
    Answer ask(ContactId waiting, Consumer<Tx> also);
}
