package io.recaller.conversation.voice;

/**
 * The line is not ours any more in the middle of a turn; the caller is still there. Thrown by any
 * {@link Line} method, caught once by the door.
 */
public final class LineLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where the call goes on. */
    public enum Where {
        /** We have given it away, because this server stops: another goes on. */
        ELSEWHERE("call goes on without this server"),
        /** It was fetched, to an agent or to what a page answered; this server knows of it. */
        OTHER_VISIT("visit is over, the call goes on in another"),
        /** Asterisk goes on by itself in the dialplan. */
        DIALPLAN("call goes on in the dialplan, for Asterisk could not do what it was told");

        private final String words;

        Where(String words) {
            this.words = words;
        }

        /** For the log. */
        public String words() {
            return words;
        }
    }

    private final Where where;

    public LineLostException(Where where) {
        super(where.words(), null, false, false);
        this.where = where;
    }

    public Where where() {
        return where;
    }
}
