package io.recaller.conversation;

import io.recaller.contact.Topic;
import io.recaller.flow.Dialogue;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import java.util.Optional;

/** What a contact seems to be about, from the keys pressed so far. */
final class ChosenTopic {
    private ChosenTopic() {}

    /** The first topic of the option chosen last that has any. */
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

    /** A choice stands in the path as {@code menu=option}. */
    private static Optional<Topic> topic(Flow flow, String step) {
        var equals = step.indexOf('=');
        if (equals < 0
                || !(flow.nodes().get(step.substring(0, equals)) instanceof Node.Menu menu)) {
            return Optional.empty();
        }
        var chosen = step.substring(equals + 1);
        return menu.options().stream()
                .filter(option -> option.id().equals(chosen))
                .flatMap(option -> option.topics().stream())
                .findFirst();
    }
}
