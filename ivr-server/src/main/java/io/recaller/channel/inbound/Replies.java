package io.recaller.channel.inbound;

import io.recaller.conversation.SelfService;
import io.recaller.flow.engine.Reply;
import io.recaller.message.ThreadMessage;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a message replies to the turn that waits. Pure. */
final class Replies {
    private Replies() {}

    /**
     * Empty: it replies nothing, and the turn is shown again.
     *
     * @param isFirst whether they have said nothing before it in this contact: who says hello has
     *     not chosen wrongly. Asked only where that matters
     */
    static Optional<Reply> to(SelfService service, ThreadMessage message, BooleanSupplier isFirst) {
        if (message.pressed().isPresent()) {
            return message.pressed()
                    .flatMap(Press::of)
                    .filter(press -> press.version() == service.version())
                    .map(press -> new Reply.Keys(press.key()));
        }
        var words = message.words();
        var reply = service.written(words);
        var isNothing = words.isBlank() || (!service.understands(reply) && isFirst.getAsBoolean());
        return isNothing ? Optional.empty() : Optional.of(reply);
    }
}
