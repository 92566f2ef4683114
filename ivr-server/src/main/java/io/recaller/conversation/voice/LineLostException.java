package io.recaller.conversation.voice;

/**
 * We have given the line away in the middle of a turn, because this server stops; the caller is
 * still there, and another server goes on. Thrown by any {@link Line} method, caught once by the
 * door.
 */
public final class LineLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LineLostException() {
        super("the call goes on without this server", null, false, false);
    }
}
