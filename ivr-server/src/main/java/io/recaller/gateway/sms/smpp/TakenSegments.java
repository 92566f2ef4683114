package io.recaller.gateway.sms.smpp;

import io.recaller.gateway.sms.Carrier.Parcel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many segments the centre has taken of messages that were not finished. Of the oldest it is
 * forgotten: such a message, which may be given up by now or another server's, would begin anew,
 * and a telephone knows a segment that it has. Any thread.
 */
final class TakenSegments {
    static final int MOST = 1_000;

    /** Guarded by this. */
    private final Map<Parcel, Integer> taken = new Newest();

    private static final class Newest extends LinkedHashMap<Parcel, Integer> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Parcel, Integer> eldest) {
            return size() > MOST;
        }
    }

    /** 0: none, as far as is known. */
    synchronized int of(Parcel parcel) {
        return taken.getOrDefault(parcel, 0);
    }

    synchronized void took(Parcel parcel, int segments) {
        taken.put(parcel, segments);
    }

    /** All of it were taken, or no more ever will be. */
    synchronized void isOver(Parcel parcel) {
        taken.remove(parcel);
    }
}
