package io.recaller.conversation.moving;

import io.recaller.callback.Callbacks;

/** No call-back could be kept: leaves nothing of the transaction. */
final class NotKeptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Callbacks.Answer why;

    NotKeptException(Callbacks.Answer why) {
        this.why = why;
    }

    /** One of theirs is kept already. */
    boolean hasOne() {
        return why == Callbacks.Answer.HAS_ONE;
    }
}
