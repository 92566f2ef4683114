package io.recaller.asterisk.agi;

import java.time.Duration;
import java.util.Optional;

/** Keys pressed before they were asked for, {@code #} included. One thread uses it. */
final class TypeAhead {
    /**
     * A {@code #} that follows within this time a value that was complete without it belongs to
     * that value: callers who were told "then press hash" press it.
     */
    private static final Duration TRAILING = Duration.ofSeconds(2);

    private final StringBuilder keys = new StringBuilder();
    private long completeAt = System.nanoTime() - TRAILING.toNanos();

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** A {@code #} with nothing before it ends nothing and is dropped. */
    void add(String more) {
        keys.append(more);
        dropLeadingHash();
    }

    /** As if they were still to be taken. */
    void putBack(String taken) {
        keys.insert(0, taken);
    }

    private void dropLeadingHash() {
        while (keys.indexOf("#") == 0) {
            keys.deleteCharAt(0);
        }
    }

    void clear() {
        keys.setLength(0);
    }

    /** A value was taken because it had all its keys. */
    void completed() {
        completeAt = System.nanoTime();
    }

    /** Whether a {@code #} pressed now still ends the value before; true once. */
    boolean isTrailing() {
        var trailing = System.nanoTime() - completeAt < TRAILING.toNanos();
        completeAt = System.nanoTime() - TRAILING.toNanos();
        return trailing;
    }

    Optional<String> takeOne() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(take(1).keys());
    }

    /** Up to {@code #} or enough keys; {@code ended} tells whether the value is complete so. */
    Taken take(int maxKeys) {
        var hash = keys.indexOf("#");
        var length = Math.min(maxKeys, hash < 0 ? keys.length() : hash);
        var ended = length == maxKeys || length == hash;
        var taken = keys.substring(0, length);
        keys.delete(0, length);
        if (keys.isEmpty() && length == maxKeys) {
            completed();
        }
        dropLeadingHash();
        return new Taken(taken, ended);
    }

    /** Keys taken for one value. */
    record Taken(String keys, boolean ended) {
        @Override
        public String toString() {
            return "Taken[" + keys.length() + ", ended=" + ended + "]";
        }
    }
}
