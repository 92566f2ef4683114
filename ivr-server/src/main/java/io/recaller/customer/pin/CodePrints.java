package io.recaller.customer.pin;

import java.util.List;
import java.util.Optional;

/**
 * Tells short codes apart without keeping them: HMAC-SHA-256 under a key derived from the pepper,
 * without which all of a million codes would be tried in a moment. Thread-safe.
 */
public final class CodePrints {
    private final Pepper pepper;

    public CodePrints(Pepper pepper) {
        this.pepper = pepper;
    }

    /** Of a new code; empty: there is no pepper. */
    public Optional<byte[]> of(String code) {
        return pepper instanceof Pepper.Keys(var keys)
                ? Optional.of(keys.active().codePrint(code))
                : Optional.empty();
    }

    /** Of a code that may have been made before the keys were changed. */
    public List<byte[]> all(String code) {
        return pepper instanceof Pepper.Keys(var keys) ? keys.codePrints(code) : List.of();
    }
}
