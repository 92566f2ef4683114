package io.recaller.channel.inbound;

import io.recaller.conversation.Talk;
import io.recaller.flow.engine.Reply;
import io.recaller.message.ThreadMessage;
import java.util.Optional;

/** What a message replies to the turn that waits. Pure. */
final class Replies {
    private Replies() {}

    /**
     * Empty: it replies nothing, and the turn is shown again.
     *
     * @param isFirst whether the contact began with it: who says hello has not chosen wrongly
     */
    static Optional<Reply> to(Talk talk, ThreadMessage message, boolean isFirst) {
        if (message.pressed().isPresent()) {
            return message.pressed()
                    .flatMap(Press::of)
                    .filter(press -> press.version() == talk.version())
                    .map(press -> new Reply.Keys(press.key()));
        }
        var words = message.words();
        var reply = talk.written(words);
        var isHello = isFirst && !talk.understands(reply);
        return words.isBlank() || isHello ? Optional.empty() : Optional.of(reply);
    }
}
