package io.recaller.asterisk;

/**
 * Text on its way to Asterisk. Its protocols are lines: a line break in a value would begin another
 * header, or another command.
 */
public final class Printable {
    private Printable() {}

    /** Without control characters. */
    public static String of(String text) {
        return text.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
