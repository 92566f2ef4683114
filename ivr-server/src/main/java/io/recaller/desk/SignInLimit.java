package io.recaller.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing of passwords: after some failures a client must wait, twice as long with
 * every further one, unless somebody signs in from there. (Each login has a lock of its own in its
 * row.) Safe for any thread; forgets the oldest addresses beyond a bound.
 */
final class SignInLimit {
    private static final int ADDRESSES = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final int free;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * @param free failures that cost nothing
     */
    SignInLimit(int free) {
        this.free = free;
    }

    /** How long this address must still wait; zero when it may try. */
    synchronized Duration wait(String address, Instant now) {
        var known = failures.get(address);
        if (known == null || !now.isBefore(known.barredUntil())) {
            return Duration.ZERO;
        }
        return Duration.between(now, known.barredUntil());
    }

    synchronized void failed(String address, Instant now) {
        var before = failures.get(address);
        var recent = before != null && !before.at().plus(FORGOTTEN_AFTER).isBefore(now);
        var count = before != null && recent ? before.count() + 1 : 1;
        failures.put(address, new Failures(count, now, now.plus(penalty(count))));
        if (failures.size() > ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    /** People who sign in come from there: those who mistyped before are among them. */
    synchronized void succeeded(String address) {
        failures.remove(address);
    }

    private Duration penalty(int count) {
        if (count < free) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(count - free, 20));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private record Failures(int count, Instant at, Instant barredUntil) {}
}
