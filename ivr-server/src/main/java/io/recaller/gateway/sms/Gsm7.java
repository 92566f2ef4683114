package io.recaller.gateway.sms;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The default alphabet of GSM and its extension table (3GPP TS 23.038, 6.2.1), a septet a byte as
 * SMPP carries it. Pure.
 */
public final class Gsm7 {
    private static final int ESCAPE = 0x1b;

    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final Map<Character, Integer> EXTENSION =
            Map.of(
                    '\f', 0x0a, '^', 0x14, '{', 0x28, '}', 0x29, '\\', 0x2f, '[', 0x3c, '~', 0x3d,
                    ']', 0x3e, '|', 0x40, '€', 0x65);

    private static final Map<Character, Integer> SEPTET = septets();
    private static final Map<Integer, Character> EXTENDED = extended();

    private Gsm7() {}

    private static Map<Character, Integer> septets() {
        var septets = new HashMap<Character, Integer>();
        for (var i = 0; i < BASIC.length(); i++) {
            if (i != ESCAPE) {
                septets.put(BASIC.charAt(i), i);
            }
        }
        return Map.copyOf(septets);
    }

    private static Map<Integer, Character> extended() {
        var extended = new HashMap<Integer, Character>();
        EXTENSION.forEach((letter, septet) -> extended.put(septet, letter));
        return Map.copyOf(extended);
    }

    /** Whether every letter of it has a septet, or two. */
    public static boolean holds(String text) {
        return text.chars().allMatch(letter -> septets((char) letter) > 0);
    }

    /** How many a letter takes; 0: it has none. */
    static int septets(char letter) {
        if (SEPTET.containsKey(letter)) {
            return 1;
        }
        return EXTENSION.containsKey(letter) ? 2 : 0;
    }

    /**
     * A septet a byte.
     *
     * @throws IllegalArgumentException when it does not {@link #holds hold} the text
     */
    public static byte[] encode(String text) {
        var septets = new ByteArrayOutputStream(text.length());
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            var basic = SEPTET.get(letter);
            var extension = EXTENSION.get(letter);
            if (basic != null) {
                septets.write(basic);
            } else if (extension != null) {
                septets.write(ESCAPE);
                septets.write(extension);
            } else {
                throw new IllegalArgumentException("not a letter of the GSM alphabet");
            }
        }
        return septets.toByteArray();
    }

    /** A letter of the extension table that is not known is the one of the basic table. */
    public static String decode(byte[] septets) {
        var text = new StringBuilder(septets.length);
        var escaped = false;
        for (var each : septets) {
            var septet = each & 0x7f;
            if (!escaped && septet == ESCAPE) {
                escaped = true;
            } else {
                var basic = BASIC.charAt(septet);
                text.append(escaped ? EXTENDED.getOrDefault(septet, basic) : basic);
                escaped = false;
            }
        }
        return text.toString();
    }
}
