package io.recaller.lab.stage;

import java.time.Duration;

/** What was waited for on the stage did not happen in time. */
public final class NotSeenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSeenException(String what, Duration within) {
        super(what + " within " + within.toMillis() + " ms");
    }
}
