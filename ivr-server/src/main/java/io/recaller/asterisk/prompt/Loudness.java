package io.recaller.asterisk.prompt;

/** Makes a synthesiser's output fit between other prompts: one loudness, no silence around it. */
final class Loudness {
    /** RMS of the speech proper, in dB below full scale: the usual level of telephone prompts. */
    static final double TARGET_DB = -18;

    /** No peak goes above it, in dB below full scale. */
    private static final double CEILING_DB = -1;

    /** Below this a 10 ms frame is a pause, in dB below full scale. */
    private static final double SILENCE_DB = -50;

    private static final int LEAD_MILLIS = 20;
    private static final int TAIL_MILLIS = 120;

    private Loudness() {}

    /** Brought to the target level; silence comes back as it was. */
    static Pcm levelled(Pcm sound) {
        var frame = Math.max(1, sound.rate() / 100);
        var sum = 0.0;
        var counted = 0;
        var peak = 0;
        for (var from = 0; from + frame <= sound.size(); from += frame) {
            var energy = energy(sound, from, from + frame);
            if (energy > silence()) {
                sum += energy;
                counted++;
            }
        }
        for (var i = 0; i < sound.size(); i++) {
            peak = Math.max(peak, Math.abs(sound.at(i)));
        }
        if (counted == 0) {
            return sound;
        }
        var gain = Math.min(ratio(TARGET_DB) / Math.sqrt(sum / counted), ratio(CEILING_DB) / peak);
        var samples = new short[sound.size()];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = Pcm.sample(sound.at(i) * gain);
        }
        return new Pcm(sound.rate(), samples);
    }

    /** Without the silence before (but 20 ms) and after (but 120 ms) the words. */
    static Pcm trimmed(Pcm sound) {
        var frame = Math.max(1, sound.rate() / 100);
        var first = sound.size();
        var last = 0;
        for (var from = 0; from + frame <= sound.size(); from += frame) {
            if (energy(sound, from, from + frame) > silence()) {
                first = Math.min(first, from);
                last = from + frame;
            }
        }
        return first >= last
                ? sound
                : sound.slice(
                        Math.max(0, first - LEAD_MILLIS * sound.rate() / 1000),
                        Math.min(sound.size(), last + TAIL_MILLIS * sound.rate() / 1000));
    }

    /** Mean square of the samples from one index up to, not including, another. */
    private static double energy(Pcm sound, int from, int to) {
        var sum = 0.0;
        for (var i = from; i < to; i++) {
            sum += (double) sound.at(i) * sound.at(i);
        }
        return sum / (to - from);
    }

    private static double silence() {
        return Math.pow(ratio(SILENCE_DB), 2);
    }

    private static double ratio(double decibel) {
        return Short.MAX_VALUE * Math.pow(10, decibel / 20);
    }
}
