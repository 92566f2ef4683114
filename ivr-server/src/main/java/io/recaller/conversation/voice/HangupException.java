package io.recaller.conversation.voice;

/** The caller is gone. Thrown by any {@link Line} method, caught once by the door. */
public final class HangupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HangupException() {
        super("the caller hung up", null, false, false);
    }
}
