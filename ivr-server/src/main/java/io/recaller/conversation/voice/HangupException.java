package io.recaller.conversation.voice;

import io.recaller.conversation.ending.HangUp;

/** The caller is gone. Thrown by any {@link Line} method, caught once by the door. */
public final class HangupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HangUp how;

    /** The caller hung up. */
    public HangupException() {
        this(HangUp.BY_CALLER);
    }

    public HangupException(HangUp how) {
        super("the call is over", null, false, false);
        this.how = how;
    }

    public HangUp how() {
        return how;
    }
}
