package io.recaller.asterisk.prompt;

import io.recaller.voicemail.Utterance;
import java.time.Duration;

/** How much of a sound is voice: noise of a line and silence are none. */
public final class VoiceActivity {
    /** Below this a 20 ms frame is no voice, in dB below full scale. */
    private static final double FLOOR_DB = -40;

    private static final int FRAME = Pcm.TELEPHONE / 50;

    private VoiceActivity() {}

    public static Duration in(Utterance sound) {
        var samples = new Pcm(Utterance.RATE, sound.samples());
        var floor = Math.pow(Short.MAX_VALUE * Math.pow(10, FLOOR_DB / 20), 2);
        var loud = 0;
        for (var from = 0; from + FRAME <= samples.size(); from += FRAME) {
            loud += energy(samples, from) > floor ? 1 : 0;
        }
        return Duration.ofMillis(20L * loud);
    }

    /** Mean square of a frame. */
    private static double energy(Pcm samples, int from) {
        var sum = 0.0;
        for (var i = from; i < from + FRAME; i++) {
            sum += (double) samples.at(i) * samples.at(i);
        }
        return sum / FRAME;
    }
}
