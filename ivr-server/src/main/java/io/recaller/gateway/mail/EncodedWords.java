package io.recaller.gateway.mail;

import io.recaller.text.DeclaredText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Headers as people read them (RFC 2047): encoded words, bytes of old programs that encode nothing,
 * letters that were cut in two between words. Pure.
 */
final class EncodedWords {
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?\\s*]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^?]*)\\?=");

    private EncodedWords() {}

    /**
     * The header's text in one line.
     *
     * @param raw a character for each byte, or real ones
     */
    static String read(String raw) {
        var line = raw.replaceAll("\\r?\\n[ \\t]*", " ");
        var text = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        var charset = "";
        var end = 0;
        var word = WORD.matcher(line);
        while (word.find()) {
            var between = line.substring(end, word.start());
            var goesOn = bytes.size() > 0 && between.isBlank();
            if (!goesOn || !word.group(1).equalsIgnoreCase(charset)) {
                text.append(taken(bytes, charset)).append(goesOn ? "" : plain(between));
            }
            charset = word.group(1);
            bytes.writeBytes(decoded(word.group(2), word.group(3)));
            end = word.end();
        }
        text.append(taken(bytes, charset)).append(plain(line.substring(end)));
        return text.toString().strip();
    }

    private static String taken(ByteArrayOutputStream bytes, String charset) {
        var text = DeclaredText.of(bytes.toByteArray(), Optional.of(charset));
        bytes.reset();
        return text;
    }

    private static String plain(String text) {
        var isBytes = text.chars().allMatch(each -> each <= 0xFF);
        return isBytes
                ? DeclaredText.of(text.getBytes(StandardCharsets.ISO_8859_1), Optional.empty())
                : text;
    }

    private static byte[] decoded(String encoding, String text) {
        return encoding.toLowerCase(Locale.ROOT).equals("b")
                ? Base64.getMimeDecoder().decode(whole(text))
                : quoted(text);
    }

    /** Without what no decoder takes: signs at the end that are no whole byte. */
    private static String whole(String base64) {
        var signs = base64.replaceAll("[^A-Za-z0-9+/]", "");
        return signs.length() % 4 == 1 ? signs.substring(0, signs.length() - 1) : signs;
    }

    private static byte[] quoted(String text) {
        var bytes = new ByteArrayOutputStream();
        for (var i = 0; i < text.length(); i++) {
            var sign = text.charAt(i);
            if (sign == '=' && i + 2 < text.length() && isHex(text.substring(i + 1, i + 3))) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(sign == '_' ? ' ' : sign);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isHex(String two) {
        return two.chars().allMatch(each -> Character.digit(each, 16) >= 0);
    }
}
