package io.recaller.lab.stage;

import io.recaller.lab.sound.Recording;
import java.nio.file.Path;
import java.time.Duration;

/** A call somebody makes to the switch. Thread-safe. */
public final class Call {
    private static final Duration BETWEEN_DIGITS = Duration.ofMillis(120);

    private final StageLine line;
    private final Director director;
    private final Changes changes;

    Call(StageLine line, Director director, Changes changes) {
        this.line = line;
        this.director = director;
        this.changes = changes;
    }

    /** Presses keys at the speed of a quick person. */
    public void press(String digits) {
        press(digits, BETWEEN_DIGITS);
    }

    /** Presses keys; each sounds for 100 ms and is followed by this pause. */
    public void press(String digits, Duration between) {
        for (int i = 0; i < digits.length(); i++) {
            director.press(line, digits.charAt(i));
            Changes.pause(between);
        }
    }

    /** Begins to say a sound file again and again, for whoever listens at the other side. */
    public void says(Path sound) {
        director.set(line, "STAGE_SAYS", Stage.withoutExtension(sound));
        director.goTo(line, "caller", "say", 1);
    }

    /** Hangs up at the caller's side; nothing happens when the call is over already. */
    public void hangUp() {
        if (!(state() instanceof LineState.Ended)) {
            director.hangUp(line);
        }
    }

    public LineState state() {
        return line.state();
    }

    public void awaitAnswered(Duration within) {
        changes.await("The call was not answered", line::isTalking, within);
    }

    /** Waits for the end, whoever hangs up. */
    public void awaitEnd(Duration within) {
        changes.await("The call did not end", line::isOver, within);
    }

    /**
     * What the caller has heard since the answer: 8 kHz mono WAV. During the call the last two
     * seconds may still be missing; {@link Recording#read} waits for a file that is being finished.
     */
    public Path heard() {
        return line.recording();
    }
}
