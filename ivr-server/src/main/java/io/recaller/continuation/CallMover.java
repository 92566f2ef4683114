package io.recaller.continuation;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;

/**
 * Fetches a call out of what it hears, to hear what its dialogue says now. Any thread; blocking.
 */
@FunctionalInterface
public interface CallMover {
    /**
     * Whoever served it must be superseded before: to them it looks like a hang-up.
     *
     * @param last where the call was when it was looked last
     * @return false: it is no more, or cannot be reached from here; it goes on as it was
     */
    boolean fetch(ContactId contact, Address.Call last);
}
