package io.recaller.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who may use the API. Only hashes of the keys are kept; without any, nobody may. Immutable.
 *
 * <p>A key is long and random ({@code openssl rand -hex 32}), so a plain SHA-256 of it tells
 * nothing; a password hash would only make every request slow.
 */
public final class ApiKeys {
    private static final String SCHEME = "bearer ";

    private final Map<String, ApiKey> keys;

    /**
     * The keys of the settings.
     *
     * @param keys by name
     * @throws IllegalArgumentException naming the key whose hash is none
     */
    public ApiKeys(Map<String, ApiKey> keys) {
        keys.forEach(ApiKeys::check);
        this.keys = Map.copyOf(keys);
    }

    private static void check(String name, ApiKey key) {
        if (!key.sha256().matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException(
                    "api.keys."
                            + name
                            + " must be the key's SHA-256 in 64 hexadecimal digits;"
                            + " make it with: printf %s \"$KEY\" | sha256sum");
        }
    }

    /**
     * Whose key it is; takes the same time wherever a wrong key differs.
     *
     * @param authorization the header {@code Authorization} (RFC 6750), may be empty
     */
    Optional<Sender> owner(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        var given = sha256(authorization.substring(SCHEME.length()).strip());
        Optional<Sender> owner = Optional.empty();
        for (var entry : keys.entrySet()) {
            var key = entry.getValue();
            if (MessageDigest.isEqual(given, HexFormat.of().parseHex(key.sha256()))) {
                owner = Optional.of(new Sender(entry.getKey(), key.scopes()));
            }
        }
        return owner;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
