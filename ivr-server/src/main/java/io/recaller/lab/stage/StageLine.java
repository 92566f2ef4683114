package io.recaller.lab.stage;

import java.nio.file.Path;

/** One channel of the stage's Asterisk. It is changed under the stage's {@link Changes}. */
final class StageLine {
    private final Path recording;
    private volatile LineState state = new LineState.Dialling();
    private volatile String channel = "";

    StageLine(Path recording) {
        this.recording = recording;
    }

    String channel() {
        return channel;
    }

    Path recording() {
        return recording;
    }

    LineState state() {
        return state;
    }

    boolean isTalking() {
        return state instanceof LineState.Talking;
    }

    boolean isRinging() {
        return state instanceof LineState.Ringing;
    }

    boolean isOver() {
        return state instanceof LineState.Ended;
    }

    void named(String name) {
        channel = name;
    }

    void becomes(LineState next) {
        if (!isOver()) {
            state = next;
        }
    }
}
