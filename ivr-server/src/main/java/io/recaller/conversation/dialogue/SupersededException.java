package io.recaller.conversation.dialogue;

/** Another thread or server has gone on with this contact; the stale one must stop speaking. */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SupersededException() {
        super("the dialogue was written by somebody else", null, false, false);
    }
}
