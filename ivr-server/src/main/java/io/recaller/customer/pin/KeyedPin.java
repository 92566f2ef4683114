package io.recaller.customer.pin;

import java.util.HashMap;
import java.util.Map;

/**
 * A PIN as it was keyed, and what it has been compared with: that takes long on purpose, so whoever
 * can does it before anything is locked. Of one try; not thread-safe.
 */
public final class KeyedPin {
    private final String digits;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * As a keyboard or a telephone gives it.
     *
     * @param typed in digits of any script
     */
    public KeyedPin(String typed) {
        this.digits = WrittenPin.of(typed).digits();
    }

    /** As of {@link Pins#isPin}. */
    public boolean isPin() {
        return Pins.isPin(digits);
    }

    /** Slow, once; outside a transaction. */
    public void compare(Pins.Hashed kept) {
        var _ = matches(kept.hash());
    }

    boolean matches(String hash) {
        return known.computeIfAbsent(hash, each -> PinHashes.matches(digits, each));
    }

    String digits() {
        return digits;
    }

    /** Never the PIN. */
    @Override
    public String toString() {
        return "•••";
    }
}
