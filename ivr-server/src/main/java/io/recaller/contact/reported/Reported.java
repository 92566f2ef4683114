package io.recaller.contact.reported;

import io.recaller.contact.Channel;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A contact that another system tells us about, when it is over or goes on elsewhere.
 *
 * @param source and {@code externalId} together are unique: what was told twice is kept once
 * @param handles all that identify the customer, the one used first
 * @param trust how sure the other system was of who it was; fields count as verified only then
 * @param topic in the other system's words; what the registry does not know goes under {@code
 *     other.*}
 * @param conversation the matter it belongs to; empty: an inbound interaction opens one of its own
 * @param fields what the customer gave, by key of the field catalogue
 */
public record Reported(
        String source,
        String externalId,
        Nature nature,
        Channel channel,
        Direction direction,
        List<Handle> handles,
        TrustTier trust,
        Optional<Topic> topic,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<UUID> conversation,
        Map<String, String> fields) {
    public Reported {
        handles = List.copyOf(handles);
        fields = Map.copyOf(fields);
    }

    boolean opensConversation() {
        return nature == Nature.INTERACTION && direction == Direction.INBOUND;
    }

    /** Without what the customer gave. */
    @Override
    public String toString() {
        return "Reported[" + source + " " + externalId + " " + handles + "]";
    }
}
