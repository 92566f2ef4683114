package io.recaller.asterisk.prompt;

import java.time.Duration;
import java.util.Arrays;

/** Sound in memory: mono, 16-bit. Never changed once made. */
final class Pcm {
    /** The rate of a telephone line, samples a second. */
    static final int TELEPHONE = 8000;

    private final int rate;
    private final short[] samples;

    /** The samples are owned by the new object: the caller must not touch them again. */
    Pcm(int rate, short[] samples) {
        if (rate < 1) {
            throw new IllegalArgumentException("sample rate must be positive: " + rate);
        }
        this.rate = rate;
        this.samples = samples;
    }

    int rate() {
        return rate;
    }

    int size() {
        return samples.length;
    }

    short at(int index) {
        return samples[index];
    }

    Duration length() {
        return lengthOf(samples.length, rate);
    }

    static Duration lengthOf(long samples, int rate) {
        return Duration.ofNanos(samples * 1_000_000_000L / rate);
    }

    Pcm slice(int from, int to) {
        var part = new short[to - from];
        System.arraycopy(samples, from, part, 0, part.length);
        return new Pcm(rate, part);
    }

    /** This and then the other, which is at the same rate. */
    Pcm then(Pcm other) {
        var both = Arrays.copyOf(samples, samples.length + other.samples.length);
        System.arraycopy(other.samples, 0, both, samples.length, other.samples.length);
        return new Pcm(rate, both);
    }

    /** Clips to the 16-bit range. */
    static short sample(double value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
