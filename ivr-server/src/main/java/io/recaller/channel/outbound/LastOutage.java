package io.recaller.channel.outbound;

import java.time.Duration;
import java.time.Instant;

/**
 * When the database was last away, as far as one server saw. Leases ran out meanwhile and say
 * nothing of their holders, who could not renew them. Thread-safe.
 */
final class LastOutage {
    /** By then whoever held something holds it again, and has written down what it did. */
    private static final Duration RENEWED_WITHIN = Duration.ofSeconds(15);

    // Guarded by this.
    private boolean isOn;
    private Instant end = Instant.EPOCH;

    synchronized void isAway() {
        isOn = true;
    }

    synchronized void isThere(Instant now) {
        end = isOn ? now : end;
        isOn = false;
    }

    /** Leases until then are over: none during an outage, and just after it. */
    synchronized Instant leasesUntil(Instant now) {
        return isOn || now.isBefore(end.plus(RENEWED_WITHIN)) ? Instant.EPOCH : now;
    }
}
