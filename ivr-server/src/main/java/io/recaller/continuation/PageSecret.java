package io.recaller.continuation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What opens a page, or is kept by it: random bits, base64url. Rows hold only {@link #hash()}; a
 * plain SHA-256 is enough because the secret cannot be guessed.
 */
public record PageSecret(String value) {
    /** 96 bits: short enough for a short message, and good for one try within minutes. */
    private static final int OF_LINK = 12;

    /** 128 bits: a PIN is tried some times behind it. */
    private static final int OF_PIN = 16;

    static final int LETTERS_OF_PIN = 22;

    private static final int OF_COOKIE = 24;
    private static final Pattern SHAPE =
            Pattern.compile("[A-Za-z0-9_-]{16}|[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{32}");

    static PageSecret ofLink(SecureRandom random) {
        return random(random, OF_LINK);
    }

    static PageSecret ofPin(SecureRandom random) {
        return random(random, OF_PIN);
    }

    static PageSecret ofCookie(SecureRandom random) {
        return random(random, OF_COOKIE);
    }

    private static PageSecret random(SecureRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return new PageSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty for what we never gave out. */
    public static Optional<PageSecret> of(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new PageSecret(text)) : Optional.empty();
    }

    /** In hexadecimal. */
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "•••";
    }
}
