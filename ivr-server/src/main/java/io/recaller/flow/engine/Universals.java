package io.recaller.flow.engine;

import io.recaller.flow.Universal;
import java.util.Optional;
import java.util.Set;

/** What is done when somebody writes that they want a person, the status, the menu before. */
final class Universals {
    private Universals() {}

    /** Empty: the words are none; or they want a person, which is the key {@link Choice#PERSON}. */
    static Optional<Move> answer(FlowContext here, Dialogue dialogue, Input input) {
        return of(input)
                .flatMap(universal ->
                        switch (universal) {
                            case PERSON -> Optional.empty();
                            case STATUS ->
                                    Optional.of(
                                            new Move.Stop(
                                                    askedAnew(here, dialogue)
                                                            .with(ReservedNames.STATUS, "asked")));
                            case BACK -> Optional.of(back(here, dialogue));
                        });
    }

    static Optional<Universal> of(Input input) {
        return input instanceof Reply.Text(_, Meaning meaning)
                ? meaning.universal()
                : Optional.empty();
    }

    static boolean isForAPerson(Input input) {
        return of(input).filter(Universal.PERSON::equals).isPresent();
    }

    private static Dialogue askedAnew(FlowContext here, Dialogue dialogue) {
        var tries = dialogue.position().attempt().tries();
        var unfaulted = new Attempt(tries, Attempt.Fault.NONE);
        return dialogue.placed(dialogue.position().after(unfaulted, here.context().now()));
    }

    /** To the menu before; from the first to itself; where there was none, to the beginning. */
    private static Move back(FlowContext here, Dialogue dialogue) {
        var open = OpenMenus.of(here.flow(), dialogue);
        var isOpen = !open.isEmpty() && open.getLast().id().equals(dialogue.node());
        var at = open.size() - (isOpen && open.size() > 1 ? 2 : 1);
        var there = at < 0 ? here.flow().start() : open.get(at).id();
        return new Move.Go(
                dialogue.noting(new PathEntry.WentBack(dialogue.node()))
                        .without(Set.of(ReservedNames.THEN, ReservedNames.TAKEN)),
                there);
    }
}
