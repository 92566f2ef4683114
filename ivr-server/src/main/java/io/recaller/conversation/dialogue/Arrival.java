package io.recaller.conversation.dialogue;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Numbers;
import io.recaller.speech.Language;
import java.util.Optional;

/**
 * A contact coming in through one of our doors.
 *
 * @param entry what of ours they turned to: the number dialled, as the trunk delivers it
 * @param handle what they are recognised by; empty when withheld, or not such a thing
 * @param trust what the door knows of how surely that is theirs
 * @param resuming our contact id when the contact comes back (a killed server, a failed ring)
 * @param address where they are reached
 * @param language what the door wants them spoken to in; empty for most. A dialogue that is gone on
 *     with keeps its own
 */
public record Arrival(
        Channel channel,
        String entry,
        Optional<Handle> handle,
        TrustTier trust,
        Optional<ContactId> resuming,
        Address address,
        Optional<Language> language) {

    /** The same contact, where somebody else is behind it, for whom nobody vouches. */
    public Arrival from(Optional<Handle> other) {
        var claimed = other.isPresent() ? TrustTier.CLAIMED : TrustTier.UNKNOWN;
        return new Arrival(channel, entry, other, claimed, resuming, address, language);
    }

    /**
     * The same that comes back. What the network vouched for when a call came stays with its place
     * in the dialplan, whoever is transferred there: it counts no more than the contact is trusted.
     */
    public Arrival comingBackTrusted(TrustTier contact) {
        return channel.isSpoken() && trust.atLeast(TrustTier.ATTESTED) && !contact.atLeast(trust)
                ? new Arrival(channel, entry, handle, contact, resuming, address, language)
                : this;
    }

    /** The same that comes back. */
    public Arrival comingBack(ContactId contact) {
        return new Arrival(channel, entry, handle, trust, Optional.of(contact), address, language);
    }

    /** For what is said and decided on this contact. */
    public Numbers numbers() {
        return new Numbers(
                handle.filter(known -> known.kind() == HandleKind.TEL)
                        .map(Handle::value)
                        .orElse(""),
                entry);
    }

    @Override
    public String toString() {
        return "Arrival[" + handle + " to " + entry + " at " + address + "]";
    }
}
