package io.recaller.customer.pin;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of a pepper file, one a line in 64 hexadecimal digits: the first encrypts, all decrypt.
 * To rotate, put a new one first. Immutable; never printed.
 */
public final class PepperKeys {
    private static final int BYTES = 32;

    private final List<PepperKey> keys;

    private PepperKeys(List<PepperKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a file's text; empty lines and lines that begin with {@code #} do not count.
     *
     * @throws IllegalArgumentException naming the line, without what is in it
     */
    public static PepperKeys parse(String text) {
        var keys = new ArrayList<PepperKey>();
        var lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!line.matches("[0-9a-fA-F]{64}")) {
                throw new IllegalArgumentException(
                        "line "
                                + (i + 1)
                                + " is no key of 64 hexadecimal digits; make one with"
                                + " 'openssl rand -hex 32'");
            }
            keys.add(new PepperKey(HexFormat.of().parseHex(line)));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "holds no key; bring the file back from its copy, or make a key with"
                            + " 'openssl rand -hex 32'");
        }
        return new PepperKeys(keys);
    }

    /** A new key as a line of the file. */
    public static String newKey(SecureRandom random) {
        var key = new byte[BYTES];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    PepperKey active() {
        return keys.getFirst();
    }

    List<byte[]> codePrints(String code) {
        return keys.stream().map(key -> key.codePrint(code)).toList();
    }

    Optional<PepperKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** The name of the key that encrypts; tells nothing about it. */
    public String activeId() {
        return active().id();
    }

    public Set<String> ids() {
        return keys.stream().map(PepperKey::id).collect(Collectors.toUnmodifiableSet());
    }
}
