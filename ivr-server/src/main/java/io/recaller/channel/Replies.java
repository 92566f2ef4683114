package io.recaller.channel;

import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.message.ThreadMessage;
import java.util.Optional;

/** What a message replies to the turn that waits. Pure. */
final class Replies {
    private Replies() {}

    /**
     * Empty: it replies nothing, and the turn is shown again.
     *
     * @param version the dialogue's
     * @param isFirst whether the contact began with it: who says hello has not chosen wrongly
     */
    static Optional<Reply> to(Turn turn, long version, ThreadMessage message, boolean isFirst) {
        if (message.pressed().isPresent()) {
            return message.pressed()
                    .flatMap(Press::of)
                    .filter(press -> press.version() == version)
                    .map(press -> new Reply.Keys(press.key()));
        }
        var reply = new Reply.Text(message.text());
        var isHello = isFirst && !(turn instanceof Turn.Choose menu && isOneOf(menu, reply));
        return message.text().isBlank() || isHello ? Optional.empty() : Optional.of(reply);
    }

    private static boolean isOneOf(Turn.Choose menu, Reply reply) {
        return menu.keyOf(reply)
                .filter(key -> menu.choices().stream().anyMatch(each -> each.key().equals(key)))
                .isPresent();
    }
}
