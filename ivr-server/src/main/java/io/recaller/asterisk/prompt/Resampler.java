package io.recaller.asterisk.prompt;

/**
 * Changes the sample rate with a windowed-sinc low-pass (Blackman window, 16 zero crossings each
 * side): what lies above the new band is gone instead of folding back as a whistle.
 */
final class Resampler {
    private static final int CROSSINGS = 16;

    /** Of the band of the slower side, kept: the rest is the filter's slope. */
    private static final double PASS = 0.9;

    private Resampler() {}

    static Pcm to(int rate, Pcm sound) {
        if (sound.rate() == rate) {
            return sound;
        }
        var step = (double) sound.rate() / rate;
        var cutoff = PASS * Math.min(1, 1 / step);
        var samples = new short[(int) (sound.size() / step)];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = Pcm.sample(filtered(sound, i * step, cutoff));
        }
        return new Pcm(rate, samples);
    }

    /** The sound at a place between its samples, below {@code cutoff} (1 = half its rate). */
    private static double filtered(Pcm sound, double place, double cutoff) {
        var reach = CROSSINGS / cutoff;
        var first = Math.max(0, (int) Math.ceil(place - reach));
        var last = Math.min(sound.size() - 1, (int) Math.floor(place + reach));
        var sum = 0.0;
        for (var i = first; i <= last; i++) {
            var away = i - place;
            sum += sound.at(i) * cutoff * sinc(cutoff * away) * blackman(away / reach);
        }
        return sum;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double blackman(double x) {
        return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
    }
}
