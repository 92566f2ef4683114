package io.recaller.gateway.sms.smpp;

import io.recaller.channel.outbound.Remembered;
import io.recaller.gateway.sms.Carrier.Parcel;

/**
 * How many segments the centre has taken of messages that were not finished. Of the oldest it is
 * forgotten: such a message, which may be given up by now or another server's, would begin anew,
 * and a telephone knows a segment that it has. Any thread.
 */
final class TakenSegments {
    static final int MOST = 1_000;

    private final Remembered<Parcel, Integer> taken = new Remembered<>(MOST);

    /** 0: none, as far as is known. */
    int of(Parcel parcel) {
        return taken.of(parcel).orElse(0);
    }

    void took(Parcel parcel, int segments) {
        taken.put(parcel, segments);
    }

    /** All of it were taken, or no more ever will be. */
    void isOver(Parcel parcel) {
        var _ = taken.forget(parcel);
    }
}
