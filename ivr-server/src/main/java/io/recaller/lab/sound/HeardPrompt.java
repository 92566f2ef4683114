package io.recaller.lab.sound;

import java.time.Duration;

/**
 * A prompt found in a recording.
 *
 * @param prompt its name
 * @param at where in the recording it begins
 * @param heardFor how much of it was heard; shorter than the prompt when a key cut it off
 * @param confidence likeness of the sound at its beginning: 1 is the same, below 0.5 is not
 *     reported
 */
public record HeardPrompt(String prompt, Duration at, Duration heardFor, double confidence) {
    Duration end() {
        return at.plus(heardFor);
    }
}
