package io.recaller.voicemail;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that is kept.
 *
 * @param number what its customer called from; empty: withheld
 * @param isThere whether its sound is there still
 */
public record Voicemail(
        ContactId contact,
        Optional<Handle> number,
        Instant recordedAt,
        Duration length,
        boolean isThere) {}
