package io.recaller.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * How a CSV file is written, as far as somebody said so; what is empty is recognised.
 *
 * @param separator between fields
 */
public record CsvFormat(Optional<Charset> encoding, Optional<Character> separator) {
    public static CsvFormat recognised() {
        return new CsvFormat(Optional.empty(), Optional.empty());
    }

    /**
     * As people name both.
     *
     * @param encoding such as {@code windows-1251}
     * @param separator one character, or {@code tab}
     * @throws IllegalArgumentException naming what there is none of, and what to write
     */
    public static CsvFormat named(Optional<String> encoding, Optional<String> separator) {
        return new CsvFormat(
                encoding.map(CsvFormat::encoding), separator.map(CsvFormat::separator));
    }

    private static Charset encoding(String name) {
        try {
            return Charset.forName(name.equalsIgnoreCase("cp866") ? "IBM866" : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw new IllegalArgumentException(
                    "encoding " + name + ": no such encoding; write it as UTF-8 or windows-1251");
        }
    }

    private static char separator(String name) {
        var one = name.equalsIgnoreCase("tab") || name.equals("\\t") ? "\t" : name;
        if (one.length() != 1
                || "\"\r\n".contains(one)
                || Character.isLetterOrDigit(one.charAt(0))) {
            throw new IllegalArgumentException(
                    "separator " + name + ": is one character between fields, such as ; or tab");
        }
        return one.charAt(0);
    }

    /** What differs from UTF-8 with commas, in words; empty when nothing does. */
    static Optional<String> words(Charset encoding, char separator) {
        var other = !encoding.equals(StandardCharsets.UTF_8);
        if (!other && separator == ',') {
            return Optional.empty();
        }
        var fields = separator == '\t' ? "tabs" : String.valueOf(separator);
        return Optional.of(encoding.name() + ", fields separated by " + fields);
    }
}
