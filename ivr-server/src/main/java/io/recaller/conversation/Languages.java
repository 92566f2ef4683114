package io.recaller.conversation;

import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.flow.engine.Dialogue;
import io.recaller.speech.Language;
import java.util.Optional;
import java.util.stream.Stream;

/** In which of its flow's languages a contact is served. */
final class Languages {
    private Languages() {}

    /**
     * The first of these the flow speaks: what the dialplan wants for this call, what the customer
     * is known to prefer, the number's own, the flow's first.
     */
    static Language atFirst(
            Flow flow, Arrival arrival, Caller caller, Optional<Language> ofNumber) {
        return Stream.of(arrival.language(), caller.language(), ofNumber)
                .flatMap(Optional::stream)
                .filter(flow.languages()::contains)
                .findFirst()
                .orElse(flow.languages().getFirst());
    }

    /**
     * The dialogue of a caller who turns out late to prefer another language; what was chosen or
     * wanted for this call stays.
     */
    static Dialogue preferred(Flow flow, Dialogue dialogue, Arrival arrival, Caller caller) {
        var wanted = arrival.language().filter(flow.languages()::contains);
        return wanted.or(() -> chosen(flow, dialogue)).isPresent()
                ? dialogue
                : caller.language()
                        .filter(flow.languages()::contains)
                        .map(dialogue::speaking)
                        .orElse(dialogue);
    }

    /** What the caller chose last on this contact; empty when they chose none. */
    static Optional<Language> chosen(Flow flow, Dialogue dialogue) {
        return dialogue.path().reversed().stream()
                .flatMap(step -> chosenBy(flow, step).stream())
                .findFirst();
    }

    /** A choice stands in the path as {@code menu=option}, a node as its name. */
    private static Optional<Language> chosenBy(Flow flow, String step) {
        var parts = step.split("=", 2);
        var node = flow.nodes().get(parts[0]);
        if (node instanceof Node.Menu menu && parts.length == 2) {
            return menu.options().stream()
                    .filter(option -> option.id().equals(parts[1]))
                    .findFirst()
                    .flatMap(Option::language);
        }
        return node instanceof Node.Speak speak && speak.remember()
                ? Optional.of(speak.language())
                : Optional.empty();
    }
}
