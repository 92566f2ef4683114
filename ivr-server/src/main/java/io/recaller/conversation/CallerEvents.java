package io.recaller.conversation;

import io.recaller.contact.ContactId;
import java.util.Set;

/**
 * What the Asterisk door learns about callers; told by any thread, each possibly more than once.
 */
public interface CallerEvents {
    /** The caller's channel is no more: hung up in the menu, in the queue or after the talk. */
    void gone(ContactId contact);

    /**
     * All calls Asterisk has now, told whenever the link to it was made again. A contact that is
     * open here and whose call is not among them ended while nobody listened.
     *
     * @param asteriskSystem as in {@link Arrival#asteriskSystem()}
     * @param linkedIds as in {@link Arrival#linkedId()}
     */
    void alive(String asteriskSystem, Set<String> linkedIds);
}
