package io.recaller.conversation.context;

import io.recaller.conversation.dialogue.Arrival;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.PathEntry;
import io.recaller.speech.Language;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In which of its flow's languages a contact is served. */
public final class Languages {
    private Languages() {}

    /**
     * The first of these the flow speaks: what the dialplan wants for this call, what the customer
     * is known to prefer, the number's own, the flow's first.
     */
    public static Language atFirst(
            Flow flow, Arrival arrival, Caller caller, Optional<Language> ofNumber) {
        return Stream.of(arrival.language(), caller.language(), ofNumber)
                .flatMap(Optional::stream)
                .flatMap(each -> flow.speaks(each).stream())
                .findFirst()
                .orElse(flow.languages().getFirst());
    }

    /**
     * The dialogue of a caller who turns out late to prefer another language; what was chosen or
     * wanted for this call stays.
     */
    public static Dialogue preferred(Flow flow, Dialogue dialogue, Arrival arrival, Caller caller) {
        var wanted = arrival.language().flatMap(flow::speaks);
        return wanted.or(() -> chosen(flow, dialogue)).isPresent()
                ? dialogue
                : caller.language().flatMap(flow::speaks).map(dialogue::speaking).orElse(dialogue);
    }

    /** What the caller chose last on this contact; empty when they chose none. */
    public static Optional<Language> chosen(Flow flow, Dialogue dialogue) {
        return chosen(flow, dialogue.path());
    }

    /** What they chose between the two, if it is not what they had chosen before. */
    public static Optional<Language> chosenBetween(Flow flow, Dialogue before, Dialogue after) {
        var chosen = chosen(flow, after.pathSince(before));
        return chosen.filter(_ -> !chosen.equals(chosen(flow, before)));
    }

    private static Optional<Language> chosen(Flow flow, List<PathEntry> path) {
        for (var i = path.size() - 1; i >= 0; i--) {
            var chosen = chosenBy(flow, path.get(i));
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return Optional.empty();
    }

    private static Optional<Language> chosenBy(Flow flow, PathEntry entry) {
        var node = flow.nodes().get(entry.node());
        if (node instanceof Node.Menu menu
                && entry instanceof PathEntry.OptionChosen(_, String chosen)) {
            for (var option : menu.options()) {
                if (option.id().equals(chosen)) {
                    return option.language();
                }
            }
            return Optional.empty();
        }
        return entry instanceof PathEntry.Entered
                        && node instanceof Node.Speak speak
                        && speak.remember()
                ? Optional.of(speak.language())
                : Optional.empty();
    }
}
