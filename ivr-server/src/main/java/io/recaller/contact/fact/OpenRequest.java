package io.recaller.contact.fact;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Map;

/**
 * A request that concerns the customer and is not closed yet.
 *
 * @param id source and external id, joined by a slash
 * @param kind the business's own word: repair, complaint, order
 * @param status the other system's own word
 * @param tier needed to hear about it
 * @param texts what may be said or shown about it, by language, such as {@code ru}
 */
public record OpenRequest(
        String id,
        String kind,
        Topic topic,
        String status,
        Instant openedAt,
        TrustTier tier,
        Map<String, String> texts) {
    public OpenRequest {
        texts = Map.copyOf(texts);
    }
}
