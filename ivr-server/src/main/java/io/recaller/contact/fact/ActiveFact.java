package io.recaller.contact.fact;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something true now of the customer, or of where they are, that may explain a contact.
 *
 * @param id source and external id, joined by a slash
 * @param kind the business's own word: order, payment, outage
 * @param until empty: until it is reported otherwise
 * @param tier needed to hear about it
 * @param texts what may be said or shown about it, by language, such as {@code ru}
 */
public record ActiveFact(
        String id,
        String kind,
        Topic topic,
        Instant from,
        Optional<Instant> until,
        TrustTier tier,
        Map<String, String> texts) {
    public ActiveFact {
        texts = Map.copyOf(texts);
    }
}
