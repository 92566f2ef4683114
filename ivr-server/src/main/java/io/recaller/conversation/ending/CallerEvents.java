package io.recaller.conversation.ending;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import java.util.Map;
import java.util.Optional;

/**
 * What the Asterisk door learns about callers; told by any thread, each possibly more than once.
 */
public interface CallerEvents {
    /** The caller's channel is no more: hung up in the menu, in the queue or after the talk. */
    void gone(ContactId contact, HangUp how);

    /**
     * Whoever recorded a message of the contact is done, and has written what came of it: that the
     * caller went meanwhile counts now.
     */
    default void spoken(ContactId contact) {}

    /**
     * Another telephone is in the place of the caller's: whoever is there has proved nothing. The
     * contact goes on.
     *
     * @param number of theirs, as the network wrote it; empty when unknown or withheld
     */
    void replaced(ContactId contact, String number);

    /**
     * The dialplan led the caller to the ring group, whoever told it to: no agent is to be rung for
     * them any more.
     *
     * @param cause empty from a dialplan that does not tell
     */
    default void ledToRingGroup(ContactId contact, Optional<Unserved> cause) {}

    /**
     * All contacts on an Asterisk now, told whenever the link to it was made again and now and
     * then. A contact that is open here and not among them ended while nobody listened; one that is
     * elsewhere by now has moved with its caller. Blocks until all of it is written.
     *
     * @param asteriskSystem as in {@link Address.Call#system()}
     * @param contacts where each is reached now
     * @throws RuntimeException when it cannot be written now: tell it again
     */
    void alive(String asteriskSystem, Map<ContactId, Address> contacts);

    /**
     * Asterisk can be asked again: calls of the ring group may have ended unheard.
     *
     * @param asteriskSystem as in {@link Address.Call#system()}
     * @throws RuntimeException when it cannot be asked or written now: tell it again
     */
    default void backInReach(String asteriskSystem) {}
}
