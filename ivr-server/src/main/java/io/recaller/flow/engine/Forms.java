package io.recaller.flow.engine;

import io.recaller.customer.KnownField;
import io.recaller.flow.Field;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Attempt.Fault;
import io.recaller.speech.Speech;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a form is entered, asked and answered. */
final class Forms {
    private Forms() {}

    /**
     * Goes to the first field that must be asked. A value collected by another form of this
     * dialogue is kept; a form entered again asks anew. Who took an offer has said yes to what is
     * known: it is not read back.
     */
    static Move enter(FlowContext here, Dialogue dialogue, Node.Form form) {
        var entered = new PathEntry.Entered(form.id());
        var visits = dialogue.path().stream().filter(entered::equals).count();
        return onwards(here, visits > 1 ? dialogue.without(names(form)) : dialogue, form);
    }

    private static Set<String> names(Node.Form form) {
        return form.fields().stream()
                .flatMap(field -> Stream.of(field.name(), Data.prefilled(field.name())))
                .collect(Collectors.toSet());
    }

    private static Move onwards(FlowContext here, Dialogue dialogue, Node.Form form) {
        var at = dialogue;
        for (var field : form.fields()) {
            if (at.data().containsKey(field.name())) {
                continue;
            }
            var known = field.known(here.context());
            if (known.isEmpty()) {
                return stop(at, asking(field));
            }
            var isTaken = at.data().containsKey(Data.TAKEN);
            if (!(field.isSilent() || isTaken) || !field.isReliable(here.context())) {
                return stop(
                        at,
                        field.isSilent()
                                ? asking(field)
                                : new Position.ReadingBack(field.name(), Attempt.FIRST));
            }
            at = prefilled(at, field, known.get());
        }
        return new Move.Go(at.without(Set.of(Data.TAKEN)), form.next());
    }

    private static Position asking(Field field) {
        return new Position.AtField(field.name(), Attempt.FIRST);
    }

    private static Move stop(Dialogue dialogue, Position position) {
        return new Move.Stop(dialogue.placed(position));
    }

    private static Dialogue prefilled(Dialogue dialogue, Field field, KnownField known) {
        var from = known.source() + " " + known.at();
        var value = field.entry().value(known.value()).orElse(known.value());
        return dialogue.with(Map.of(field.name(), value, Data.prefilled(field.name()), from));
    }

    static Turn turn(FlowContext here, Dialogue dialogue, Node.Form form) {
        var field = asked(dialogue, form);
        var readBack = readBack(here, dialogue, field);
        var question = readBack.orElseGet(() -> here.say(dialogue, field.say()));
        var speech =
                here.correction(dialogue, form.retries().noInput(), field.invalid()).then(question);
        return new Turn.Ask(
                speech,
                field.entry(),
                readBack.isPresent(),
                here.flow().patience(),
                field.secret());
    }

    private static Field asked(Dialogue dialogue, Node.Form form) {
        var name =
                switch (dialogue.position()) {
                    case Position.AtField(String field, _) -> field;
                    case Position.ReadingBack(String field, _) -> field;
                    case Position.AtNode _, Position.InMenu _, Position.LookingUp _ -> "";
                };
        return form.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(form.fields().getFirst());
    }

    /** Empty when the value is to be asked, or was known once but is not now. */
    private static Optional<Speech> readBack(FlowContext here, Dialogue dialogue, Field field) {
        if (!(dialogue.position() instanceof Position.ReadingBack)) {
            return Optional.empty();
        }
        return field.known(here.context())
                .flatMap(known ->
                        field.prefill()
                                .flatMap(Field.Prefill::confirm)
                                .map(text ->
                                        here.say(dialogue, text, spoken(field, known.value()))));
    }

    private static Map<String, String> spoken(Field field, String value) {
        var last4 = value.substring(Math.max(0, value.length() - 4));
        return Map.of(field.name(), value, Field.LAST4, last4);
    }

    static Move answer(FlowContext here, Dialogue dialogue, Node.Form form, Input input) {
        return switch (input) {
            case Reply.Silence() -> here.again(dialogue, form.retries(), Fault.NO_INPUT);
            case Reply reply when Universals.isForAPerson(reply) ->
                    keyed(here, dialogue, form, Choice.PERSON);
            case Reply reply ->
                    Universals.answer(here, dialogue, reply)
                            .orElseGet(() -> keyed(here, dialogue, form, reply.keyed()));
            case Input.Proof _,
                    Input.Found _,
                    Input.NotFound _,
                    Input.Switched _,
                    Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    private static Move keyed(FlowContext here, Dialogue dialogue, Node.Form form, String keys) {
        var field = asked(dialogue, form);
        if (keys.equals(Choice.PERSON)) {
            return here.person(dialogue.noting(new PathEntry.PersonAsked(form.id())));
        }
        if (dialogue.position() instanceof Position.ReadingBack && keys.equals(Choice.YES)) {
            return field.known(here.context())
                    .map(known -> onwards(here, prefilled(dialogue, field, known), form))
                    .orElseGet(() -> stop(dialogue, asking(field)));
        }
        return field.entry()
                .value(keys)
                .map(value -> onwards(here, typed(dialogue, field, value), form))
                .orElseGet(() -> here.again(dialogue, form.retries(), Fault.NO_MATCH));
    }

    private static Dialogue typed(Dialogue dialogue, Field field, String value) {
        return dialogue.without(Set.of(Data.prefilled(field.name()))).with(field.name(), value);
    }
}
