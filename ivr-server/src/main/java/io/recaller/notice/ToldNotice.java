package io.recaller.notice;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A notice as an agent sees it who serves its customer.
 *
 * @param tier how sure we must be who is there to tell it
 * @param at when it was heard, else told, else posted
 * @param channel by which it was told; empty: by none
 * @param state heard, invited, what became of the message that told it, waiting, unreachable,
 *     expired or cancelled
 */
public record ToldNotice(
        Topic topic,
        TrustTier tier,
        Map<String, String> texts,
        Instant at,
        Optional<String> channel,
        String state) {
    public ToldNotice {
        texts = Map.copyOf(texts);
    }
}
