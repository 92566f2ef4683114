package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.voicemail.Utterance;

/**
 * What is played on calls that nobody waits on: files as a telephone plays them, joined by {@code
 * &}, without extension; empty: it cannot be said. Blocking; any thread.
 */
public interface SpokenCalls {
    /** To who is called: by whom. */
    String greeting(ContactId contact);

    /** To an agent: a message. */
    String message(ContactId contact, Utterance sound);

    /** To an agent who has heard it. */
    String keys(ContactId contact, boolean callable);

    /** To an agent who called in vain. */
    String missed(ContactId contact);
}
