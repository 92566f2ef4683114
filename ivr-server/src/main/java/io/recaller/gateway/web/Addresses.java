package io.recaller.gateway.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many sockets each client address has open here, and all have, and how much it says. An
 * address is forgotten once it has none and said nothing for a while, and the one that said nothing
 * for the longest when there are too many: nobody is refused for others' sake. Once half of all
 * sockets are open, no household has more than its share: it may have 256 networks of IPv6 or more,
 * and each counts as one address. Thread-safe by its own lock.
 */
final class Addresses {
    private static final int TYPING_AT_ONCE = 10;
    private static final int TYPING_PER_SECOND = 5;

    /** Addresses without a socket; those with one are bounded by the sockets. */
    static final int MOST_KNOWN = 50_000;

    /** One in so many of all sockets is what a household may have. */
    private static final int SHARE = 20;

    /** Hexadecimal digits: providers give a household or office no more than 48 bits (RFC 6177). */
    private static final int HOUSEHOLD = 12;

    private static final String OF_IPV6 = "/64";

    private final ChatLimits limits;

    /** Those that have a socket here. */
    private final Map<String, Guest> present = new HashMap<>();

    /** The others; who said nothing for the longest is first. */
    private final Map<String, Guest> others = new LinkedHashMap<>();

    private final Map<String, Integer> households = new HashMap<>();
    private int open;

    Addresses(ChatLimits limits) {
        this.limits = limits;
    }

    /** Whether one more socket may be opened from there; it counts until {@link #leave}. */
    synchronized boolean enter(String address, Instant now) {
        var guest = guest(address, now);
        if (guest.sockets >= limits.sockets().ofAddress()
                || isFull()
                || hasItsShare(household(address))) {
            return false;
        }
        guest.sockets++;
        present.put(address, guest);
        others.remove(address);
        households.merge(household(address), 1, Integer::sum);
        open++;
        return true;
    }

    private boolean hasItsShare(String household) {
        var share = Math.max(limits.sockets().ofAddress(), limits.sockets().inAll() / SHARE);
        return open >= limits.sockets().inAll() / 2
                && households.getOrDefault(household, 0) >= share;
    }

    /** Of IPv6 what its provider gave one household or office; else the address itself. */
    private static String household(String address) {
        return address.endsWith(OF_IPV6) && address.length() > HOUSEHOLD
                ? address.substring(0, HOUSEHOLD)
                : address;
    }

    /** Whether no more sockets may be opened, from wherever. */
    synchronized boolean isFull() {
        return open >= limits.sockets().inAll();
    }

    synchronized void leave(String address) {
        var guest = present.get(address);
        if (guest != null) {
            guest.sockets--;
            open--;
            households.computeIfPresent(household(address), (_, of) -> of > 1 ? of - 1 : null);
            if (guest.sockets == 0) {
                present.remove(address);
                remember(address, guest);
            }
        }
    }

    /** Whether something may be said from there now; its sockets may be at another server. */
    synchronized boolean mayAct(String address, Instant now) {
        return guest(address, now).allowance.take(now);
    }

    /** Whether it may be told that somebody there is writing: it hinders nothing that is said. */
    synchronized boolean mayTellTyping(String address, Instant now) {
        return guest(address, now).typing.take(now);
    }

    private Guest guest(String address, Instant now) {
        var here = present.get(address);
        if (here != null) {
            return here;
        }
        var known = others.remove(address);
        var guest = known == null ? new Guest(limits, now) : known;
        remember(address, guest);
        return guest;
    }

    private void remember(String address, Guest guest) {
        if (others.size() >= MOST_KNOWN) {
            others.remove(others.keySet().iterator().next());
        }
        others.put(address, guest);
    }

    synchronized void forgetIdle(Instant now) {
        others.values().removeIf(each -> each.allowance.isFull(now));
    }

    synchronized int known() {
        return present.size() + others.size();
    }

    private static final class Guest {
        private final TokenBucket allowance;
        private final TokenBucket typing;
        private int sockets;

        private Guest(ChatLimits limits, Instant now) {
            this.allowance = limits.ofAddress().bucket(now);
            this.typing = new TokenBucket(TYPING_AT_ONCE, TYPING_PER_SECOND, now);
        }
    }
}
