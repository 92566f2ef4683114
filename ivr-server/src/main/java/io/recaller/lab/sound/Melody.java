package io.recaller.lab.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sequence of tones as sound: hold music, an agent's "voice", a prompt of a test. Two different
 * melodies are told apart by {@link Recording#find}.
 *
 * @param tones in hertz, below half the sampling rate; 0 is silence
 * @param each how long each tone lasts
 */
public record Melody(List<Integer> tones, Duration each) {
    private static final int RATE = 8_000;
    private static final double LEVEL = 8_000;
    private static final int FADE = RATE / 100;
    private static final int HEADER = 44;

    public Melody {
        tones = List.copyOf(tones);
    }

    /** The music of {@code default}, the class callers wait with. */
    public static Melody holdMusic() {
        return new Melody(
                List.of(262, 330, 392, 523, 392, 330, 294, 349, 440, 587, 440, 349, 0),
                Duration.ofMillis(350));
    }

    /** A melody that no other number gives: the "voice" of an agent who was given no speech. */
    public static Melody voice(int number) {
        List<Integer> tones =
                IntStream.range(0, 8)
                        .map(i -> 500 + 61 * number + (i * (number + 3) * 137) % 900)
                        .boxed()
                        .toList();
        return new Melody(tones, Duration.ofMillis(250));
    }

    /** Writes it as 8 kHz, 16 bit, mono WAV, which Asterisk plays without transcoding. */
    public Path write(Path file) throws IOException {
        int samples = (int) (each.toMillis() * RATE / 1000);
        ByteBuffer wav =
                ByteBuffer.allocate(HEADER + 2 * samples * tones.size())
                        .order(ByteOrder.LITTLE_ENDIAN);
        header(wav);
        for (int tone : tones) {
            for (int i = 0; i < samples; i++) {
                wav.putShort(sample(tone, i, samples));
            }
        }
        return Files.write(file, wav.array());
    }

    /** Faded at both ends, so that no click tells where a tone began. */
    private static short sample(int tone, int at, int samples) {
        double fade = Math.min(1, Math.min(at, samples - at) / (double) FADE);
        return (short) (LEVEL * fade * Math.sin(2 * Math.PI * tone * at / RATE));
    }

    private static void header(ByteBuffer wav) {
        int data = wav.capacity() - HEADER;
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(data + HEADER - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
    }
}
