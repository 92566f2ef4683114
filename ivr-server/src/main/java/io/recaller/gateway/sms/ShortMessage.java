package io.recaller.gateway.sms;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wrote, whole.
 *
 * @param from their number as the provider writes it
 * @param externalId the provider's own id; empty: it gave none
 * @param isAnswered whether the provider itself answers such a word as STOP
 */
public record ShortMessage(
        String from, String text, Optional<String> externalId, Instant at, boolean isAnswered) {
    /** Without what is written: it may be logged. */
    @Override
    public String toString() {
        return "ShortMessage[" + text.length() + "]";
    }
}
