package io.recaller.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Encodings that mails are still found in and Java does not know: the two of Kazakh before Unicode,
 * and the one that wrote Unicode in seven bits. Pure.
 */
final class OldEncodings {
    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final int FIRST = 0x80;

    /** Of KZ-1048 what windows-1251 has otherwise, and what it has there (IANA, KZ-1048). */
    private static final String RUSSIAN = "ЌЋќћЎўЈҐЄЇґєјЅѕї";

    private static final String KAZAKH = "ҚҺқһҰұӘӨҒҮөғәҢңү";

    /** Of PTCP154 what stands from 0x80 to 0xBF; above it is as windows-1251 (IANA, PTCP154). */
    private static final String ASIAN =
            "ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00a0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ";

    private OldEncodings() {}

    /** Empty: it is none of these, or the bytes are not in it. */
    static Optional<String> read(byte[] bytes, String name) {
        return switch (name) {
            case "kz-1048", "kz1048", "strk1048-2002", "rk1048" -> Optional.of(kazakh(bytes));
            case "ptcp154", "csptcp154", "pt154", "cp154", "cyrillic-asian" ->
                    Optional.of(asian(bytes));
            case "utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7" -> sevenBits(bytes);
            default -> Optional.empty();
        };
    }

    private static String kazakh(byte[] bytes) {
        var text = new StringBuilder();
        new String(bytes, CYRILLIC)
                .chars()
                .forEach(letter -> {
                    var other = RUSSIAN.indexOf(letter);
                    text.append(other < 0 ? (char) letter : KAZAKH.charAt(other));
                });
        return text.toString();
    }

    private static String asian(byte[] bytes) {
        var text = new StringBuilder();
        for (var each : bytes) {
            var place = (each & 0xff) - FIRST;
            text.append(
                    place >= 0 && place < ASIAN.length()
                            ? ASIAN.charAt(place)
                            : new String(new byte[] {each}, CYRILLIC));
        }
        return text.toString();
    }

    /** RFC 2152: letters as they are, all others in base64 between plus and minus. */
    private static Optional<String> sevenBits(byte[] bytes) {
        var text = new StringBuilder();
        var written = new String(bytes, StandardCharsets.ISO_8859_1);
        var at = 0;
        while (at < written.length()) {
            var letter = written.charAt(at++);
            if (letter != '+') {
                text.append(letter);
                continue; // as it is
            }
            var end = at;
            while (end < written.length() && isBase64(written.charAt(end))) {
                end++;
            }
            var shifted = end == at ? Optional.of("+") : unicode(written.substring(at, end));
            if (shifted.isEmpty()) {
                return Optional.empty();
            }
            text.append(shifted.get());
            at = end < written.length() && written.charAt(end) == '-' ? end + 1 : end;
        }
        return Optional.of(text.toString());
    }

    private static boolean isBase64(char sign) {
        return (sign >= 'A' && sign <= 'Z')
                || (sign >= 'a' && sign <= 'z')
                || (sign >= '0' && sign <= '9')
                || sign == '+'
                || sign == '/';
    }

    /** Bits that are left over fill up the last sign. */
    private static Optional<String> unicode(String base64) {
        var whole = base64.length() % 4 == 1 ? base64.length() - 1 : base64.length();
        var bytes = Base64.getDecoder().decode(base64.substring(0, whole));
        var units = ByteBuffer.wrap(bytes, 0, bytes.length / 2 * 2);
        if (!units.hasRemaining()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_16BE.newDecoder().decode(units).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
