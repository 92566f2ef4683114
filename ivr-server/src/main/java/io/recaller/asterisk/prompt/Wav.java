package io.recaller.asterisk.prompt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** RIFF/WAVE files with 16-bit linear samples, as Asterisk and every sound editor write them. */
final class Wav {
    private static final int LINEAR = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int HEADER = 44;

    private Wav() {}

    /**
     * Reads a file; several tracks are mixed to one.
     *
     * @throws IOException also when it is no 16-bit WAV file, naming the file and the remedy
     */
    static Pcm read(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < HEADER || !word(bytes).equals("RIFF")) {
            throw unusable(file);
        }
        bytes.position(12);
        Format format = null;
        while (bytes.remaining() >= 8) {
            var chunk = word(bytes);
            // A writer to a pipe cannot know the size beforehand and puts a huge one: take the
            // rest.
            var size = (int) Math.min(bytes.getInt() & 0xFFFFFFFFL, bytes.remaining());
            var body = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
            if (chunk.equals("fmt ") && size >= 16) {
                format = Format.of(body);
            } else if (chunk.equals("data") && format != null && format.isUsable()) {
                return mixed(format, body);
            }
            bytes.position(Math.min(bytes.position() + size + size % 2, bytes.limit()));
        }
        throw unusable(file);
    }

    static void write(Pcm sound, Path file) throws IOException {
        var bytes = ByteBuffer.allocate(HEADER + 2 * sound.size()).order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, "RIFF").putInt(HEADER - 8 + 2 * sound.size());
        put(bytes, "WAVE");
        put(bytes, "fmt ").putInt(16).putShort((short) LINEAR).putShort((short) 1);
        bytes.putInt(sound.rate())
                .putInt(2 * sound.rate())
                .putShort((short) 2)
                .putShort((short) 16);
        put(bytes, "data").putInt(2 * sound.size());
        for (var i = 0; i < sound.size(); i++) {
            bytes.putShort(sound.at(i));
        }
        Files.write(file, bytes.array());
    }

    private static Pcm mixed(Format format, ByteBuffer body) {
        var samples = new short[body.remaining() / (2 * format.tracks())];
        for (var i = 0; i < samples.length; i++) {
            var sum = 0;
            for (var track = 0; track < format.tracks(); track++) {
                sum += body.getShort();
            }
            samples[i] = (short) (sum / format.tracks());
        }
        return new Pcm(format.rate(), samples);
    }

    private static String word(ByteBuffer bytes) {
        var four = new byte[4];
        bytes.get(four);
        return new String(four, StandardCharsets.US_ASCII);
    }

    private static ByteBuffer put(ByteBuffer bytes, String word) {
        return bytes.put(word.getBytes(StandardCharsets.US_ASCII));
    }

    private static IOException unusable(Path file) {
        return new IOException(
                file
                        + " is not a 16-bit linear WAV file; convert it, for example with: sox "
                        + file.getFileName()
                        + " -b 16 -e signed-integer -r 8000 -c 1 converted.wav");
    }

    /** The {@code fmt} chunk. */
    private record Format(int coding, int tracks, int rate, int bits) {
        static Format of(ByteBuffer body) {
            return new Format(
                    body.getShort(0) & 0xFFFF, body.getShort(2), body.getInt(4), body.getShort(14));
        }

        boolean isUsable() {
            return (coding == LINEAR || coding == EXTENSIBLE)
                    && bits == 16
                    && tracks >= 1
                    && rate >= 4000;
        }
    }
}
