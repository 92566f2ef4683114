package io.recaller.customer;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** Text as people paste it, with what only looks different made the same. */
public final class PlainText {
    private static final int FULL_WIDTH_FIRST = 0xFF01;
    private static final int FULL_WIDTH_LAST = 0xFF5E;
    private static final int FULL_WIDTH_SHIFT = 0xFEE0;

    private PlainText() {}

    /**
     * Drops invisible marks (zero-width, bidi, byte order, soft hyphen), writes every script's
     * digits, every dash, wave and space as ASCII has them, and trims. Other characters stay.
     */
    public static String of(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(each -> append(plain, each));
        return plain.toString().strip();
    }

    private static void append(StringBuilder plain, int character) {
        if (character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST) {
            append(plain, character - FULL_WIDTH_SHIFT);
            return;
        }
        if (isInvisible(character)) {
            return;
        }
        switch (Character.getType(character)) {
            case Character.FORMAT -> {}
            case Character.DECIMAL_DIGIT_NUMBER -> plain.append(Character.digit(character, 10));
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    plain.append(' ');
            case Character.DASH_PUNCTUATION -> plain.append(isWave(character) ? '~' : '-');
            default -> plain.appendCodePoint(alike(character));
        }
    }

    /** What Unicode says nobody sees; in the place of a picture that was not pasted is nothing. */
    private static boolean isInvisible(int character) {
        return character == '\uFFFC'
                || UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /** Unicode's dashes that mean from one to another. */
    private static boolean isWave(int character) {
        return character == '\u301C' || character == '\u3030';
    }

    private static int alike(int character) {
        return switch (character) {
            case '\t', '\n', '\r', '\u0085', '\u2800', '\u20E3' -> ' ';
            case '\u2212', '\u02D7', '\u2043' -> '-';
            case '\uFE62', '\u2795' -> '+';
            case '\u2044', '\u2215' -> '/';
            case '\u00B7', '\u2022', '\u2024', '\u2027', '\u3002', '\uFE52' -> '.';
            case '\u2018', '\u2019', '\u02BC', '\u2032' -> '\'';
            default -> character;
        };
    }
}
