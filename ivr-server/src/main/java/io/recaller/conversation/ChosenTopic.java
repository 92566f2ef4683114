package io.recaller.conversation;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import java.util.Optional;

/** What a contact seems to be about, from the keys pressed so far. */
final class ChosenTopic {
    private ChosenTopic() {}

    /** The first topic of the option chosen, or the offer taken, last that has any. */
    static Optional<Topic> of(Flow flow, Dialogue dialogue) {
        var path = dialogue.path();
        for (int i = path.size() - 1; i >= 0; i--) {
            var topic = topic(flow, path.get(i));
            if (topic.isPresent()) {
                return topic;
            }
        }
        return Optional.empty();
    }

    /** A choice stands in the path as {@code menu=option}, a yes as {@code menu=*offer}. */
    private static Optional<Topic> topic(Flow flow, String step) {
        var equals = step.indexOf('=');
        if (equals < 0
                || !(flow.nodes().get(step.substring(0, equals)) instanceof Node.Menu menu)) {
            return Optional.empty();
        }
        var chosen = step.substring(equals + 1);
        if (chosen.startsWith("*")) {
            return menu.offer(chosen.substring(1)).map(offer -> offer.topics().getFirst());
        }
        return menu.options().stream()
                .filter(option -> option.id().equals(chosen))
                .flatMap(option -> option.topics().stream())
                .findFirst();
    }
}
