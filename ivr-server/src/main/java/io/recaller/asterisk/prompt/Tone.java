package io.recaller.asterisk.prompt;

import java.time.Duration;

/** What is played and is no words. */
final class Tone {
    private static final int HERTZ = 1000;
    private static final int MILLIS = 400;
    private static final double LEVEL = Short.MAX_VALUE * 0.2;

    /** Swells and fades for so many samples: a tone that begins at once clicks. */
    private static final int EDGE = Pcm.TELEPHONE / 100;

    private static final Duration SILENT = Duration.ofSeconds(5);

    private Tone() {}

    static Pcm silence() {
        return silence(SILENT);
    }

    static Pcm silence(Duration length) {
        return new Pcm(
                Pcm.TELEPHONE,
                new short[Math.toIntExact(length.toMillis()) * Pcm.TELEPHONE / 1000]);
    }

    /** After it a caller speaks: as answering machines have it. */
    static Pcm record() {
        var samples = new short[MILLIS * Pcm.TELEPHONE / 1000];
        for (var i = 0; i < samples.length; i++) {
            var edge = Math.min(1.0, Math.min(i, samples.length - i) / (double) EDGE);
            var angle = 2 * Math.PI * HERTZ * i / Pcm.TELEPHONE;
            samples[i] = Pcm.sample(LEVEL * edge * Math.sin(angle));
        }
        return new Pcm(Pcm.TELEPHONE, samples);
    }
}
