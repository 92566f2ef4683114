package io.recaller.gateway.web;

import io.recaller.continuation.PageSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a visitor's browser keeps to be recognised by: 128 random bits, base64url. Rows hold only
 * {@link #peer()}; a plain SHA-256 is enough because the secret cannot be guessed.
 */
record VisitorKey(String secret) {
    private static final int BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

    static VisitorKey random(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new VisitorKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is made of another secret: always the same, and as hard to guess. */
    static VisitorKey of(PageSecret cookie) {
        var hash = digest("chat " + cookie.value());
        return new VisitorKey(
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)));
    }

    /** Empty for what we never gave out. */
    static Optional<VisitorKey> of(String secret) {
        return SHAPE.matcher(secret).matches()
                ? Optional.of(new VisitorKey(secret))
                : Optional.empty();
    }

    /** Half of the hash in hexadecimal: as hard to guess as the secret. */
    String peer() {
        return HexFormat.of().formatHex(digest(secret), 0, BYTES);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "•••";
    }
}
