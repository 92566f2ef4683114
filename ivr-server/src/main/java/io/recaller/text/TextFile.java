package io.recaller.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
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
    /** Bytes: a few million contacts. Something larger, or endless, would take all memory. */
    private static final int LONGEST = 128_000_000;

    /** Bytes of a text that is read as one: none that a person wrote is a tenth of it. */
    private static final int LONGEST_TEXT = 16_000_000;

    /** Too few letters to tell by: what Windows writes in the west is the likeliest. */
    private static final String UNSURE =
            "; too little of it is to tell its encoding, it may be windows-1252 (western),"
                    + " windows-1250 (central European) or windows-1251 (Cyrillic)";

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
        try (var in = open(file)) {
            return decoded(file.toString(), bytes(file.toString(), in, LONGEST_TEXT));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The bytes of a file, from its beginning. */
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnreadableException(file + " is a folder; name a file in it");
        }
        return Files.newInputStream(file);
    }

    /** Why a file could not be read, in words. */
    static UnreadableException unreadable(String name, IOException failure) {
        return new UnreadableException(
                switch (failure) {
                    case NoSuchFileException _ -> name + " is not there; check the path";
                    case AccessDeniedException _ ->
                            name
                                    + " may not be read by "
                                    + System.getProperty("user.name")
                                    + ", as whom this runs; check owner and mode, of its folder"
                                    + " too";
                    default -> name + " cannot be read: " + failure.getMessage();
                });
    }

    /** All of a stream, up to what fits in memory. */
    static byte[] bytes(String name, InputStream in) throws IOException {
        return bytes(name, in, LONGEST);
    }

    private static byte[] bytes(String name, InputStream in, int longest) throws IOException {
        var bytes = in.readNBytes(longest + 1);
        if (bytes.length > longest) {
            throw new UnreadableException(
                    name
                            + " is larger than "
                            + SizeWords.of(longest)
                            + "; split it into smaller files");
        }
        return bytes;
    }

    private static String decoded(String name, byte[] bytes) {
        NoText.found(Arrays.copyOf(bytes, Math.min(bytes.length, NoText.LOOKED_AT)))
                .ifPresent(found -> {
                    throw new UnreadableException(name + found);
                });
        try {
            if (Encoding.wide(bytes).isEmpty()) {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return text.toString().startsWith("\uFEFF")
                        ? text.toString().substring(1)
                        : text.toString();
            }
        } catch (CharacterCodingException _) {
            // Told below, with what it seems to be.
        }
        var seems = Encoding.wide(bytes).or(() -> Encoding.narrow(bytes));
        throw new UnreadableException(
                name
                        + lineOf(bytes, seems)
                        + " is not UTF-8"
                        + seems.map(each -> "; it seems to be " + each).orElse(UNSURE)
                        + "; convert it: iconv -f "
                        + seems.orElse("windows-1252")
                        + " -t UTF-8 "
                        + name
                        + " > utf8-"
                        + Path.of(name).getFileName());
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
