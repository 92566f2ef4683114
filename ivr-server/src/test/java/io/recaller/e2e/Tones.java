package io.recaller.e2e;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Who is heard when several speak at once: each speaks in a tone of their own. */
final class Tones {
    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int FRAME = 400;

    /** Of 16-bit samples; a tone that is spoken has thousands. */
    private static final double AUDIBLE = 400;

    private Tones() {}

    /** The share of a part of a recording in which a tone is heard, 0 to 1. */
    static double share(Path recording, int hertz, Duration from, Duration to) {
        try {
            var wav = ByteBuffer.wrap(Files.readAllBytes(recording)).order(LITTLE_ENDIAN);
            var last = Math.min(sample(to), (wav.capacity() - HEADER) / 2);
            var frames = 0;
            var heard = 0;
            for (var at = sample(from); at + FRAME <= last; at += FRAME) {
                frames++;
                heard += amplitude(wav, at, hertz) > AUDIBLE ? 1 : 0;
            }
            return frames == 0 ? 0 : (double) heard / frames;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int sample(Duration at) {
        return (int) (at.toMillis() * RATE / 1000);
    }

    /** Goertzel's algorithm. */
    private static double amplitude(ByteBuffer wav, int at, int hertz) {
        var coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double before = 0;
        double last = 0;
        for (var i = 0; i < FRAME; i++) {
            var next = wav.getShort(HEADER + 2 * (at + i)) + coefficient * last - before;
            before = last;
            last = next;
        }
        var power = before * before + last * last - coefficient * before * last;
        return Math.sqrt(Math.max(power, 0)) * 2 / FRAME;
    }
}
