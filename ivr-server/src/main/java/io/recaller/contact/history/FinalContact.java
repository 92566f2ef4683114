package io.recaller.contact.history;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A contact of which it is settled what it was about, so that it can be learned.
 *
 * @param seq its place in the sequence in which contacts are learned
 * @param customer as the row has it, merges not followed; empty: nobody knows
 * @param topic replacements followed
 * @param throughFlow whether it entered a flow, and so may have heard a predicted menu
 */
public record FinalContact(
        long seq,
        ContactId id,
        Instant startedAt,
        Optional<CustomerId> customer,
        Channel channel,
        Nature nature,
        Topic topic,
        boolean throughFlow) {
    /** What is remembered of it. */
    public PastContact past() {
        return new PastContact(startedAt, channel, nature, topic);
    }
}
