package io.recaller.text;

import com.ibm.icu.text.CharsetDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Tells in which encoding bytes were written. UTF-8 and UTF-16 are known, the others guessed. */
final class Encoding {
    /** Enough to tell an encoding by. */
    private static final int LOOKED_AT = 100_000;

    private static final int PIECE = 1 << 16;

    /** Of 100, by ICU. */
    private static final int LEAST_SURE = 20;

    private static final Set<String> LATIN =
            Set.of(
                    "ISO-8859-1",
                    "ISO-8859-2",
                    "ISO-8859-9",
                    "windows-1250",
                    "windows-1252",
                    "windows-1254");

    /** The letters that half of a Russian text and more consist of: оеаинтсрвл. */
    private static final String FREQUENT_1251 =
            "\u00EE\u00E5\u00E0\u00E8\u00ED\u00F2\u00F1\u00F0\u00E2\u00EB";

    private static final String FREQUENT_KOI8 =
            "\u00CF\u00C5\u00C1\u00C9\u00CE\u00D4\u00D3\u00D2\u00D7\u00CC";

    private Encoding() {}

    /**
     * The encoding of a whole file, of which no more than a piece is held.
     *
     * @return empty when it is none that is known here
     */
    static Optional<Charset> of(InputStream in) throws IOException {
        var head = in.readNBytes(LOOKED_AT);
        var wide = wide(head);
        return wide.isPresent()
                ? wide.map(Charset::forName)
                : notUtf8(head, in)
                        .map(Encoding::narrow)
                        .orElse(Optional.of("UTF-8"))
                        .map(Charset::forName);
    }

    /** What begins where UTF-8 ends; empty when all of it is UTF-8. */
    private static Optional<byte[]> notUtf8(byte[] head, InputStream in) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var decoded = CharBuffer.allocate(PIECE);
        var bytes = ByteBuffer.wrap(head);
        while (true) {
            var result = decoder.decode(bytes, decoded.clear(), false);
            if (result.isOverflow()) {
                continue;
            }
            var left = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
            if (result.isError()) {
                return Optional.of(joined(left, in.readNBytes(LOOKED_AT)));
            }
            var more = in.readNBytes(PIECE);
            if (more.length == 0) {
                return left.length == 0 ? Optional.empty() : Optional.of(left);
            }
            bytes = ByteBuffer.wrap(joined(left, more));
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Two or four bytes a letter: by the mark in front, or by the zeros between Latin letters. */
    static Optional<String> wide(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE, 0, 0) || starts(bytes, 0, 0, 0xFE, 0xFF)) {
            return Optional.of("UTF-32");
        }
        if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
            return Optional.of("UTF-16");
        }
        var looked = Math.min(bytes.length, LOOKED_AT) & ~3;
        var zeros = new int[4];
        for (int i = 0; i < looked; i++) {
            zeros[i % 4] += bytes[i] == 0 ? 1 : 0;
        }
        var most = Math.max(1, looked / 5);
        if (looked < 4 || Math.max(zeros[0] + zeros[2], zeros[1] + zeros[3]) < most) {
            return Optional.empty();
        }
        if (zeros[0] == looked / 4 && zeros[1] == looked / 4) {
            return Optional.of("UTF-32BE");
        }
        if (zeros[2] == looked / 4 && zeros[3] == looked / 4) {
            return Optional.of("UTF-32LE");
        }
        return Optional.of(zeros[1] + zeros[3] > zeros[0] + zeros[2] ? "UTF-16LE" : "UTF-16BE");
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** One byte a letter, or an Asian encoding: what it surely seems to be; empty when unsure. */
    static Optional<String> narrow(byte[] bytes) {
        var looked = bytes.length <= LOOKED_AT ? bytes : Arrays.copyOf(bytes, LOOKED_AT);
        if (isCp866(looked)) {
            return Optional.of("IBM866");
        }
        if (isRussian(looked, FREQUENT_1251)) {
            return Optional.of("windows-1251");
        }
        if (isRussian(looked, FREQUENT_KOI8)) {
            return Optional.of("KOI8-R");
        }
        var matches =
                Arrays.stream(new CharsetDetector().setText(looked).detectAll())
                        .filter(match -> !match.getName().startsWith("UTF-"))
                        .filter(match -> !isInRuns(looked) || !LATIN.contains(match.getName()))
                        .toList();
        var sure =
                !matches.isEmpty()
                        && matches.getFirst().getConfidence() >= LEAST_SURE
                        && (matches.size() == 1
                                || matches.get(1).getConfidence()
                                        < matches.getFirst().getConfidence());
        return sure
                ? Optional.of(matches.getFirst().getName()).filter(Charset::isSupported)
                : Optional.empty();
    }

    /** Half of a Russian text and more are ten letters. */
    private static boolean isRussian(byte[] bytes, String frequent) {
        var high = 0;
        var found = 0;
        for (var each : bytes) {
            high += each < 0 ? 1 : 0;
            found += each < 0 && frequent.indexOf(each & 0xFF) >= 0 ? 1 : 0;
        }
        return high > 0 && found * 2L >= high && isInRuns(bytes);
    }

    /** Another script than Latin: its letters stand beside each other, not among Latin ones. */
    private static boolean isInRuns(byte[] bytes) {
        var high = 0;
        var runs = 0;
        for (var i = 0; i < bytes.length; i++) {
            high += bytes[i] < 0 ? 1 : 0;
            runs += bytes[i] < 0 && (i == 0 || bytes[i - 1] >= 0) ? 1 : 0;
        }
        return high >= 3L * runs;
    }

    /**
     * The Russian of DOS, which ICU does not know: its letters are 80 to AF and E0 to EF, the
     * frequent ones A0 to AF, where other encodings have signs.
     */
    private static boolean isCp866(byte[] bytes) {
        var high = 0;
        var letters = 0;
        var frequent = 0;
        for (var each : bytes) {
            var value = each & 0xFF;
            high += value >= 0x80 ? 1 : 0;
            letters += (value >= 0x80 && value <= 0xAF) || (value >= 0xE0 && value <= 0xEF) ? 1 : 0;
            frequent += value >= 0xA0 && value <= 0xAF ? 1 : 0;
        }
        return high > 0 && letters * 20L >= high * 19L && frequent * 3L >= high;
    }
}
