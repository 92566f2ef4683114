package io.recaller.desk.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secret in the session cookie: 256 random bits. Only {@link #hash()} is ever stored; a plain
 * SHA-256 is enough because the secret cannot be guessed.
 */
public record SessionKey(String secret) {
    public static SessionKey random(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return new SessionKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public SessionHash hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new SessionHash(
                    HexFormat.of()
                            .formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "•••";
    }
}
