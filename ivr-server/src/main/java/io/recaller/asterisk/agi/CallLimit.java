package io.recaller.asterisk.agi;

import io.recaller.conversation.ending.HangUp;
import java.time.Duration;
import java.util.OptionalInt;

/** How long a call may last from now on, as its dialplan counts it. One thread uses it. */
final class CallLimit {
    /** The dialplan counts in whole seconds. */
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private final OptionalInt seconds;
    private final long began = System.nanoTime();

    /**
     * @param seconds empty: the dialplan says none
     */
    CallLimit(OptionalInt seconds) {
        this.seconds = seconds;
    }

    boolean isKnown() {
        return seconds.isPresent();
    }

    /** As the dialplan said it, in seconds. */
    int whole() {
        return seconds.orElseThrow();
    }

    /** What is left of it, one second at least, or that where it is less. */
    long left(long most) {
        var left = seconds.orElse(Integer.MAX_VALUE) - elapsed().toSeconds();
        return Math.min(Math.max(1, left), most);
    }

    /** Asterisk hangs up by itself when the longest time is over, and tells nobody why. */
    HangUp hangUp() {
        var isOver =
                seconds.isPresent() && elapsed().plus(ROUNDED).toSeconds() >= seconds.getAsInt();
        return isOver ? HangUp.AT_LIMIT : HangUp.BY_CALLER;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
