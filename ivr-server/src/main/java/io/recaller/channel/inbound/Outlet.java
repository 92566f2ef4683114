package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.SelfService;
import io.recaller.message.ThreadMessage;
import io.recaller.speech.Language;

/** Where goes what the flow says to a message. */
interface Outlet {
    /** Said together with what comes next, once, whoever goes on. */
    void draft(SelfService service, String words);

    /**
     * The message is the answer to what the dialogue asks at that version.
     *
     * @param isSecret whether nobody may read it afterwards
     */
    void answering(ContactId contact, long version, ThreadMessage message, boolean isSecret);

    /** The next question, or the same once more; with what is held. */
    void asks(ThreadMessage message, SelfService service, TurnText written);

    /**
     * They are told how to prove who they are; with what is held.
     *
     * @param before what is said before it; may be empty
     * @param isGuess as of {@link PinPages#ask}
     */
    void asksToProve(
            ThreadMessage message,
            SelfService service,
            String before,
            PinPages.Asked asked,
            boolean isGuess);

    /** The contact is over. */
    void last(ThreadMessage message, ContactId contact);

    /** From now on people answer. */
    void givenToPeople(ThreadMessage message, ContactId contact, Language language);
}
