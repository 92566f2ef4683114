package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.Talk;
import io.recaller.message.ThreadMessage;
import io.recaller.speech.Language;

/** Where goes what the flow says to a message. */
interface Outlet {
    /** Said together with what comes next, once, whoever goes on. */
    void draft(Talk talk, String words);

    /**
     * The message is the answer to what is asked now.
     *
     * @param isSecret whether nobody may read it afterwards
     */
    void answering(Talk talk, ThreadMessage message, boolean isSecret);

    /** The next question, or the same once more. */
    void asks(ThreadMessage message, ContactId contact, TurnText written);

    /** The contact is over. */
    void last(ThreadMessage message, ContactId contact);

    /** From now on people answer. */
    void givenToPeople(ThreadMessage message, ContactId contact, Language language);
}
