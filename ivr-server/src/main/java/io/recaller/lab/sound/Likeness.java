package io.recaller.lab.sound;

import java.util.ArrayList;
import java.util.List;

/**
 * Normalised cross-correlation of short pieces of sound with one long recording, by transforms of
 * overlapping blocks; the recording is transformed once.
 */
final class Likeness {
    private static final int BLOCK = 1 << 15;
    private static final double SILENCE = 50.0 * 50.0;

    private static final class Spectrum {
        private final double[] re = new double[BLOCK];
        private final double[] im = new double[BLOCK];
    }

    private final Fft fft = new Fft(BLOCK);
    private final float[] recording;
    private final double[] energy;
    private final List<Spectrum> blocks = new ArrayList<>();
    private final Spectrum product = new Spectrum();

    /** The longest piece that can be looked for, in samples; blocks advance by the rest. */
    static final int LONGEST_PIECE = BLOCK / 2;

    Likeness(float[] recording) {
        this.recording = recording;
        this.energy = new double[recording.length + 1];
        for (int i = 0; i < recording.length; i++) {
            energy[i + 1] = energy[i] + (double) recording[i] * recording[i];
        }
        for (int start = 0; start < recording.length; start += BLOCK - LONGEST_PIECE) {
            blocks.add(spectrum(recording, start, BLOCK));
        }
    }

    private Spectrum spectrum(float[] samples, int from, int length) {
        Spectrum spectrum = new Spectrum();
        int end = Math.min(samples.length, from + length);
        for (int i = from; i < end; i++) {
            spectrum.re[i - from] = samples[i];
        }
        fft.forward(spectrum.re, spectrum.im);
        return spectrum;
    }

    /** The likeness, -1 to 1, of the piece at each sample of the recording. */
    float[] of(float[] piece) {
        if (piece.length > LONGEST_PIECE) {
            throw new IllegalArgumentException("a piece of " + piece.length + " samples");
        }
        Spectrum wanted = spectrum(piece, 0, piece.length);
        double own = 0;
        for (float sample : piece) {
            own += (double) sample * sample;
        }
        float[] likeness = new float[recording.length];
        for (int block = 0; block < blocks.size(); block++) {
            correlate(blocks.get(block), wanted);
            int start = block * (BLOCK - LONGEST_PIECE);
            int end = Math.min(recording.length, start + BLOCK - LONGEST_PIECE);
            for (int i = start; i < end; i++) {
                likeness[i] = normalised(product.re[i - start] / BLOCK, i, piece.length, own);
            }
        }
        return likeness;
    }

    private void correlate(Spectrum block, Spectrum wanted) {
        for (int i = 0; i < BLOCK; i++) {
            product.re[i] = block.re[i] * wanted.re[i] + block.im[i] * wanted.im[i];
            product.im[i] = block.im[i] * wanted.re[i] - block.re[i] * wanted.im[i];
        }
        fft.backward(product.re, product.im);
    }

    private float normalised(double dot, int at, int length, double own) {
        double heard = energy[Math.min(recording.length, at + length)] - energy[at];
        boolean silent = heard < SILENCE * length || own < SILENCE * length;
        return silent ? 0 : (float) (dot / Math.sqrt(heard * own));
    }

    /**
     * The likeness of a stretch of a piece at one place: 1 where it is silent itself, 0 beyond the
     * end of the recording.
     */
    double at(int place, float[] piece, int from, int length) {
        if (place + length > recording.length) {
            return 0;
        }
        double dot = 0;
        double own = 0;
        for (int i = 0; i < length; i++) {
            dot += (double) recording[place + i] * piece[from + i];
            own += (double) piece[from + i] * piece[from + i];
        }
        double heard = energy[place + length] - energy[place];
        boolean silent = own < SILENCE * length;
        return silent ? 1 : dot / Math.sqrt(Math.max(1, heard) * own);
    }
}
