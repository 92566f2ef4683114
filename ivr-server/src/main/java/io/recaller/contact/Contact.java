package io.recaller.contact;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Optional;

/**
 * One interaction or one signal on one channel, as it begins.
 *
 * @param source the system that reports it; for our own doors the door's name
 * @param externalId that system's id of it; for our own doors the contact id
 * @param handle what they were recognised by; empty when hidden
 * @param customer empty until known
 * @param trust how sure we are of who this is, for this contact only
 * @param address where it is reached; empty when another system reported it
 */
public record Contact(
        ContactId id,
        String source,
        String externalId,
        Nature nature,
        Channel channel,
        Direction direction,
        Optional<Handle> handle,
        Optional<CustomerId> customer,
        TrustTier trust,
        Instant startedAt,
        Optional<Address> address) {

    /** A contact that came in through one of our own doors. */
    public static Contact inbound(
            ContactId id,
            Channel channel,
            Optional<Handle> handle,
            Optional<CustomerId> customer,
            TrustTier trust,
            Instant startedAt,
            Optional<Address> address) {
        return new Contact(
                id,
                channel.slug(),
                id.toString(),
                Nature.INTERACTION,
                channel,
                Direction.INBOUND,
                handle,
                customer,
                trust,
                startedAt,
                address);
    }

    boolean opensConversation() {
        return nature == Nature.INTERACTION && direction == Direction.INBOUND;
    }
}
