package io.recaller.gateway.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many sockets each client address has open here, and all have, and how much it says. An
 * address is forgotten once it has none and said nothing for a while. Thread-safe by its own lock.
 */
final class Addresses {
    private static final int TYPING_AT_ONCE = 10;
    private static final int TYPING_PER_SECOND = 5;

    /** Addresses at once: of more of them nobody is heard, until some are forgotten. */
    static final int MOST_KNOWN = 50_000;

    private final ChatLimits limits;
    private final Map<String, Guest> guests = new HashMap<>();
    private int open;

    Addresses(ChatLimits limits) {
        this.limits = limits;
    }

    /** Whether one more socket may be opened from there; it counts until {@link #leave}. */
    synchronized boolean enter(String address, Instant now) {
        var guest = guest(address, now);
        if (guest.isEmpty() || guest.get().sockets >= limits.socketsOfAddress() || isFull()) {
            return false;
        }
        guest.get().sockets++;
        open++;
        return true;
    }

    /** Whether no more sockets may be opened, from wherever. */
    synchronized boolean isFull() {
        return open >= limits.sockets();
    }

    synchronized void leave(String address) {
        var guest = guests.get(address);
        if (guest != null) {
            guest.sockets--;
            open--;
        }
    }

    /** Whether something may be said from there now; its sockets may be at another server. */
    synchronized boolean mayAct(String address, Instant now) {
        return guest(address, now).filter(guest -> guest.allowance.take(now)).isPresent();
    }

    /** Whether it may be told that somebody there is writing: it hinders nothing that is said. */
    synchronized boolean mayTellTyping(String address, Instant now) {
        return guest(address, now).filter(guest -> guest.typing.take(now)).isPresent();
    }

    /** Empty: there are too many others. */
    private Optional<Guest> guest(String address, Instant now) {
        if (guests.size() >= MOST_KNOWN && !guests.containsKey(address)) {
            return Optional.empty();
        }
        return Optional.of(guests.computeIfAbsent(address, _ -> new Guest(limits, now)));
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
