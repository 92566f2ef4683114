package io.recaller.gateway.sms;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as the segments that it is sent and paid in (3GPP TS 23.040, 9.2.3.24.1). Pure.
 *
 * @param isGsm whether each letter is a septet or two; else UCS-2
 * @param parts in order, one at least; no letter is cut
 */
public record Segments(boolean isGsm, List<String> parts) {
    private static final int GSM_ALONE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS2_ALONE = 70;
    private static final int UCS2_PART = 67;

    public Segments {
        parts = List.copyOf(parts);
    }

    public static Segments of(String text) {
        var isGsm = Gsm7.holds(text);
        return size(text, isGsm) <= (isGsm ? GSM_ALONE : UCS2_ALONE)
                ? new Segments(isGsm, List.of(text))
                : new Segments(isGsm, cut(text, isGsm, isGsm ? GSM_PART : UCS2_PART));
    }

    /** How many segments the text takes. */
    public static int count(String text) {
        return of(text).parts().size();
    }

    private static int size(String text, boolean isGsm) {
        return text.codePoints().map(letter -> size(letter, isGsm)).sum();
    }

    /** In septets, or in units of 16 bits: a letter beyond them takes two. */
    private static int size(int letter, boolean isGsm) {
        return isGsm ? Gsm7.septets((char) letter) : Character.charCount(letter);
    }

    private static List<String> cut(String text, boolean isGsm, int room) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        var used = 0;
        for (var letter : text.codePoints().toArray()) {
            var size = size(letter, isGsm);
            if (used + size > room) {
                parts.add(part.toString());
                part.setLength(0);
                used = 0;
            }
            part.appendCodePoint(letter);
            used += size;
        }
        parts.add(part.toString());
        return parts;
    }
}
