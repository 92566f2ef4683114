package io.recaller.gateway.sms;

import io.recaller.db.Storable;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody wrote, whole.
 *
 * @param from their number as the provider writes it
 * @param externalId the provider's own id; empty: it gave none
 * @param isAnswered whether the provider itself answers such a word as STOP
 */
public record ShortMessage(
        String from, String text, Optional<String> externalId, Instant at, boolean isAnswered) {
    /** Some centres end a text with zeros, as they end their other fields. */
    private static final Pattern ZEROS = Pattern.compile("\\u0000+$");

    /** As a row can hold it. */
    ShortMessage storable() {
        return new ShortMessage(
                from,
                Storable.mended(ZEROS.matcher(text).replaceAll("")),
                externalId.map(Storable::mended),
                at,
                isAnswered);
    }

    /** Without what is written: it may be logged. */
    @Override
    public String toString() {
        return "ShortMessage[" + text.length() + "]";
    }
}
