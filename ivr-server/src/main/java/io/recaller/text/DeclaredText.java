package io.recaller.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Bytes whose sender says, or does not say, in which encoding they are. What is said is believed
 * unless the bytes show that it is wrong; then it is guessed. Pure.
 */
public final class DeclaredText {
    /** What programs say that did not ask anybody. */
    private static final Set<String> SAYS_NOTHING =
            Set.of("", "us-ascii", "ascii", "ansi_x3.4-1968", "7bit", "8bit", "unknown-8bit");

    /** A letter or two among Latin ones are too few to guess by. */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private DeclaredText() {}

    /**
     * The text.
     *
     * @param declared the charset as it was written; empty: nothing was said
     */
    public static String of(byte[] bytes, Optional<String> declared) {
        var name =
                declared.map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .filter(each -> !SAYS_NOTHING.contains(each));
        var charset = name.flatMap(DeclaredText::charset);
        return name.flatMap(each -> OldEncodings.read(bytes, each))
                .or(() -> charset.flatMap(each -> strictly(bytes, each)))
                .or(() -> strictly(bytes, StandardCharsets.UTF_8))
                .orElseGet(() -> guessed(bytes, charset));
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(alias(name)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return Optional.empty();
        }
    }

    /** As mail programs name them. Superset instead of set: what is beyond it was meant so. */
    private static String alias(String name) {
        return switch (name) {
            case "iso-8859-1", "latin1", "latin-1" -> "windows-1252";
            case "utf8", "utf8mb4", "utf-8mb4", "unicode-1-1-utf-8" -> "UTF-8";
            case "ks_c_5601-1987" -> "x-windows-949";
            case "gb2312", "gbk", "x-gbk" -> "GB18030";
            case "shift_jis", "x-sjis" -> "windows-31j";
            case "iso-8859-8-i", "iso-8859-8-e" -> "ISO-8859-8";
            case "iso-8859-6-i", "iso-8859-6-e" -> "ISO-8859-6";
            case "koi8r" -> "KOI8-R";
            case "koi8-ru" -> "KOI8-U";
            case "dos-866", "cp-866" -> "IBM866";
            case "cp-850" -> "IBM850";
            case "macintosh", "mac", "x-mac-roman" -> "x-MacRoman";
            case "x-mac-cyrillic" -> "x-MacCyrillic";
            case "x-mac-turkish" -> "x-MacTurkish";
            case "x-mac-greek" -> "x-MacGreek";
            case "x-mac-ce" -> "x-MacCentralEurope";
            case "x-cp1251", "cp-1251", "win-1251", "windows1251" -> "windows-1251";
            default -> name;
        };
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String guessed(byte[] bytes, Optional<Charset> declared) {
        var guess = declared.or(() -> Encoding.narrow(bytes).map(Charset::forName)).orElse(WESTERN);
        return new String(bytes, guess);
    }
}
