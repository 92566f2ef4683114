package io.recaller.gateway.sms.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Compares secrets so that the time it takes says nothing about them. */
final class Tokens {
    private Tokens() {}

    /** False where either is missing. */
    static boolean areSame(Optional<String> expected, Optional<String> shown) {
        return expected.filter(token -> !token.isEmpty()).isPresent()
                && shown.isPresent()
                && MessageDigest.isEqual(
                        expected.get().getBytes(StandardCharsets.UTF_8),
                        shown.get().getBytes(StandardCharsets.UTF_8));
    }
}
