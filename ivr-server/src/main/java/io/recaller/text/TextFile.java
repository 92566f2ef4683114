package io.recaller.text;

import com.ibm.icu.text.CharsetDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads files that people wrote. They must be UTF-8; one that is not is told with the encoding it
 * seems to have and how to convert it.
 */
public final class TextFile {
    /** Enough to tell an encoding by. */
    private static final int LOOKED_AT = 100_000;

    /** Bytes: a few million contacts. Something larger, or endless, would take all memory. */
    private static final int LONGEST = 128 << 20;

    private TextFile() {}

    /** A file that cannot be used; the message names it, says why and what to do. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * The text, without a byte order mark.
     *
     * @throws UnreadableException when it is not there, not readable or not UTF-8
     */
    public static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new UnreadableException(file + " is a folder; name a file in it");
        }
        try {
            try (var in = Files.newInputStream(file)) {
                return decoded(file.toString(), bytes(file.toString(), in));
            }
        } catch (NoSuchFileException _) {
            throw new UnreadableException(file + " is not there; check the path");
        } catch (AccessDeniedException _) {
            throw new UnreadableException(
                    file + " may not be read by this user; check its owner and mode");
        } catch (IOException e) {
            throw new UnreadableException(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * As {@link #read(Path)}, of a stream to its end.
     *
     * @param name how the message names it
     */
    public static String read(String name, InputStream in) {
        try {
            return decoded(name, bytes(name, in));
        } catch (IOException e) {
            throw new UnreadableException(name + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(String name, InputStream in) throws IOException {
        var bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new UnreadableException(
                    name
                            + " is larger than "
                            + (LONGEST >> 20)
                            + " MiB; split it into smaller files");
        }
        return bytes;
    }

    private static String decoded(String name, byte[] bytes) {
        try {
            if (wide(bytes).isEmpty()) {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return text.toString().startsWith("\uFEFF")
                        ? text.toString().substring(1)
                        : text.toString();
            }
        } catch (CharacterCodingException _) {
            // Told below, with what it seems to be.
        }
        var seems = wide(bytes).or(() -> narrow(bytes));
        throw new UnreadableException(
                name
                        + lineOf(bytes, seems)
                        + " is not UTF-8"
                        + seems.map(each -> "; it seems to be " + each).orElse("")
                        + "; convert it: iconv -f "
                        + seems.orElse("ITS-ENCODING")
                        + " -t UTF-8 "
                        + name
                        + " > utf8-"
                        + Path.of(name).getFileName());
    }

    /** Two or four bytes a letter: by the mark in front, or by the zeros between Latin letters. */
    private static Optional<String> wide(byte[] bytes) {
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
        var most = looked / 5;
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

    private static Optional<String> narrow(byte[] bytes) {
        var looked = bytes.length <= LOOKED_AT ? bytes : Arrays.copyOf(bytes, LOOKED_AT);
        if (isCp866(looked)) {
            return Optional.of("IBM866");
        }
        var match = new CharsetDetector().setText(looked).detect();
        return match == null || match.getName().startsWith("UTF-")
                ? Optional.empty()
                : Optional.of(match.getName()).filter(Charset::isSupported);
    }

    /** {@code :LINE} of the first byte that is not UTF-8; empty where lines cannot be counted. */
    private static String lineOf(byte[] bytes, Optional<String> seems) {
        if (seems.filter(each -> each.startsWith("UTF-")).isPresent()) {
            return "";
        }
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        decoder.decode(in, CharBuffer.allocate(bytes.length + 1), true);
        var line = 1;
        for (int i = 0; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return ":" + line + ":";
    }
}
