package io.recaller.db;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What the database can hold: the one place that says so. Every door asks here before it takes
 * something in; {@link UnstorableException} is for what none of them saw.
 *
 * <p>PostgreSQL's text and jsonb refuse U+0000, its UTF-8 refuses half a surrogate pair, an index
 * refuses a value of more than a third of a page (2,704 bytes), timestamptz ends in the year
 * 294276.
 */
public final class Storable {
    /** Bytes of a text that is a key: room for a second column in the same index. */
    public static final int LONGEST_KEY = 2000;

    /** As far as people and ISO 8601 without a sign go; well inside timestamptz. */
    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** As {@link #EARLIEST}. */
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final char INSTEAD = '\uFFFD';

    private Storable() {}

    /** What is wrong with a text and what to do, without the text; empty when it can be held. */
    public static Optional<String> flaw(String text) {
        for (int i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == 0) {
                return Optional.of(
                        "has the character U+0000 at position "
                                + (i + 1)
                                + ", which cannot be kept; leave it out");
            }
            if (Character.isHighSurrogate(letter)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(letter)) {
                return Optional.of(
                        "has half of a surrogate pair at position "
                                + (i + 1)
                                + ", which is no character; send the whole pair or leave it out");
            }
        }
        return Optional.empty();
    }

    /** As {@link #flaw}, for a text that is a key. */
    public static Optional<String> flawOfKey(String text) {
        return flaw(text)
                .or(() ->
                        text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY
                                ? Optional.empty()
                                : Optional.of(
                                        "is longer than " + LONGEST_KEY + " bytes; shorten it"));
    }

    /** The text with U+FFFD for every character that cannot be held: for what must go on anyway. */
    public static String mended(String text) {
        if (flaw(text).isEmpty()) {
            return text;
        }
        return text.codePoints()
                .map(point -> point == 0 || isHalf(point) ? INSTEAD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    public static boolean canHold(Instant at) {
        return !at.isBefore(EARLIEST) && !at.isAfter(LATEST);
    }
}
