package io.recaller.voicemail;

import java.time.Duration;

/** What somebody said, as a telephone line carries it: G.711 µ-law, mono. Never changes. */
public final class Utterance {
    /** Samples a second, a byte each. */
    public static final int RATE = 8000;

    private final byte[] bytes;

    private Utterance(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Utterance of(byte[] bytes) {
        return new Utterance(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** As 16-bit linear samples, each the middle of what is coded so. */
    public short[] samples() {
        var samples = new short[bytes.length];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = linear(bytes[i]);
        }
        return samples;
    }

    private static short linear(byte code) {
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + 132) << ((bits >> 4) & 0x07)) - 132;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }

    public Duration length() {
        return Duration.ofMillis(bytes.length * 1000L / RATE);
    }

    @Override
    public String toString() {
        return "Utterance[" + length() + "]";
    }
}
