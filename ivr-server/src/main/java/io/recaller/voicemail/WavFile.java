package io.recaller.voicemail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A sound as a RIFF/WAVE file of 16-bit linear samples, which every browser plays. */
public final class WavFile {
    private static final int HEADER = 44;

    private WavFile() {}

    public static byte[] of(Utterance sound) {
        var samples = sound.samples();
        var size = 2 * samples.length;
        var bytes = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, "RIFF").putInt(HEADER - 8 + size);
        put(bytes, "WAVEfmt ").putInt(16).putShort((short) 1).putShort((short) 1);
        bytes.putInt(Utterance.RATE)
                .putInt(2 * Utterance.RATE)
                .putShort((short) 2)
                .putShort((short) 16);
        put(bytes, "data").putInt(size);
        for (var sample : samples) {
            bytes.putShort(sample);
        }
        return bytes.array();
    }

    private static ByteBuffer put(ByteBuffer bytes, String word) {
        return bytes.put(word.getBytes(StandardCharsets.US_ASCII));
    }
}
