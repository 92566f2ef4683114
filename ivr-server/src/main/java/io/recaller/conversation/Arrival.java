package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.flow.Numbers;
import io.recaller.speech.Language;
import java.util.Optional;

/**
 * A contact coming in by telephone.
 *
 * @param resuming our contact id when the call comes back (a killed server, a failed ring)
 * @param caller the caller's number; empty when withheld or not a number
 * @param dialled DNIS, as the trunk delivers it
 * @param attested whether the network vouches for the number (STIR/SHAKEN A)
 * @param asteriskSystem which Asterisk it is on (its {@code systemname}), an attribute only
 * @param linkedId Asterisk's id of the whole call, an attribute only
 * @param channelName Asterisk's name of the caller's channel, for hand-off
 * @param pending keys pressed while no server listened; may be empty. They are already typed ahead
 *     on the {@link Line}: its next turn that wants keys gets them
 * @param language what the dialplan wants this caller spoken to in; empty for most. A dialogue that
 *     is gone on with keeps its own
 */
public record Arrival(
        Optional<ContactId> resuming,
        Optional<Handle> caller,
        String dialled,
        boolean attested,
        String asteriskSystem,
        String linkedId,
        String channelName,
        String pending,
        Optional<Language> language) {
    /** The dialplan says nothing of the language. */
    public Arrival(
            Optional<ContactId> resuming,
            Optional<Handle> caller,
            String dialled,
            boolean attested,
            String asteriskSystem,
            String linkedId,
            String channelName,
            String pending) {
        this(
                resuming,
                caller,
                dialled,
                attested,
                asteriskSystem,
                linkedId,
                channelName,
                pending,
                Optional.empty());
    }

    /** For what is said and decided on this call. */
    Numbers numbers() {
        return new Numbers(
                caller.filter(handle -> handle.kind() == HandleKind.TEL)
                        .map(Handle::value)
                        .orElse(""),
                dialled);
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "Arrival[" + caller + " to " + dialled + " on " + channelName + "]";
    }
}
