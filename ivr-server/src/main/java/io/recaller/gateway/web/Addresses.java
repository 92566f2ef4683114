package io.recaller.gateway.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many sockets each client address has open here, and how much it says. An address is forgotten
 * once it has none and said nothing for a while. Thread-safe by its own lock.
 */
final class Addresses {
    private static final int TYPING_AT_ONCE = 10;
    private static final int TYPING_PER_SECOND = 5;

    private final ChatLimits limits;
    private final Map<String, Guest> guests = new HashMap<>();

    Addresses(ChatLimits limits) {
        this.limits = limits;
    }

    /** Whether one more socket may be opened from there; it counts until {@link #leave}. */
    synchronized boolean enter(String address, Instant now) {
        var guest = guests.computeIfAbsent(address, _ -> new Guest(limits, now));
        if (guest.sockets >= limits.socketsOfAddress()) {
            return false;
        }
        guest.sockets++;
        return true;
    }

    synchronized void leave(String address) {
        var guest = guests.get(address);
        if (guest != null) {
            guest.sockets--;
        }
    }

    /** Whether something may be said from there now; its sockets may be at another server. */
    synchronized boolean mayAct(String address, Instant now) {
        return guests.computeIfAbsent(address, _ -> new Guest(limits, now)).allowance.take(now);
    }

    /** Whether it may be told that somebody there is writing: it hinders nothing that is said. */
    synchronized boolean mayTellTyping(String address, Instant now) {
        return guests.computeIfAbsent(address, _ -> new Guest(limits, now)).typing.take(now);
    }

    synchronized void forgetIdle(Instant now) {
        guests.values().removeIf(each -> each.sockets <= 0 && each.allowance.isFull(now));
    }

    private static final class Guest {
        private final TokenBucket allowance;
        private final TokenBucket typing;
        private int sockets;

        private Guest(ChatLimits limits, Instant now) {
            this.allowance =
                    new TokenBucket(limits.burstOfAddress(), limits.perSecondOfAddress(), now);
            this.typing = new TokenBucket(TYPING_AT_ONCE, TYPING_PER_SECOND, now);
        }
    }
}
