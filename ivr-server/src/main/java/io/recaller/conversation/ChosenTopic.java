package io.recaller.conversation;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.PathEntry;
import java.util.Optional;

/** What a contact seems to be about, from the keys pressed so far. */
final class ChosenTopic {
    private ChosenTopic() {}

    /**
     * The first topic of the option chosen, or the offer taken, last that has any; not of what was
     * chosen in a menu they went back to since.
     */
    static Optional<Topic> of(Flow flow, Dialogue dialogue) {
        var path = dialogue.path();
        var backTo = Optional.<String>empty();
        for (int i = path.size() - 1; i >= 0; i--) {
            var entry = path.get(i);
            if (entry instanceof PathEntry.WentBack && backTo.isEmpty() && i + 1 < path.size()) {
                backTo = Optional.of(path.get(i + 1).node());
            }
            if (backTo.isEmpty()) {
                var topic = topic(flow, entry);
                if (topic.isPresent()) {
                    return topic;
                }
            } else if (isChoiceIn(backTo.get(), entry)) {
                backTo = Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isChoiceIn(String menu, PathEntry entry) {
        return entry.node().equals(menu)
                && (entry instanceof PathEntry.OptionChosen
                        || entry instanceof PathEntry.OfferTaken);
    }

    private static Optional<Topic> topic(Flow flow, PathEntry entry) {
        if (!(flow.nodes().get(entry.node()) instanceof Node.Menu menu)) {
            return Optional.empty();
        }
        return switch (entry) {
            case PathEntry.OfferTaken(_, String taken) ->
                    menu.offer(taken).map(offer -> offer.topics().getFirst());
            case PathEntry.OptionChosen(_, String chosen) -> topic(menu, chosen);
            case PathEntry.Entered _,
                    PathEntry.PersonAsked _,
                    PathEntry.WentBack _,
                    PathEntry.ProofWrong _,
                    PathEntry.Unspoken _ ->
                    Optional.empty();
        };
    }

    private static Optional<Topic> topic(Node.Menu menu, String chosen) {
        for (var option : menu.options()) {
            if (option.id().equals(chosen) && !option.topics().isEmpty()) {
                return Optional.of(option.topics().getFirst());
            }
        }
        return Optional.empty();
    }
}
