package io.recaller.flow.engine;

import io.recaller.customer.KnownField;
import io.recaller.flow.Field;
import io.recaller.flow.Node;
import io.recaller.speech.Speech;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a form is entered, asked and answered. */
final class Forms {
    private static final String ACCEPT = "1";

    private Forms() {}

    /**
     * Goes to the first field that must be asked. A value collected by another form of this
     * dialogue is kept; a form entered again asks anew. Who took an offer has said yes to what is
     * known: it is not read back.
     */
    static Move enter(FlowContext here, Dialogue dialogue, Node.Form form) {
        var visits = dialogue.path().stream().filter(form.id()::equals).count();
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
                return stop(at, Spot.asking(field.name()));
            }
            var isTaken = at.data().containsKey(Data.TAKEN);
            if (!(field.isSilent() || isTaken) || !field.isReliable(here.context())) {
                return stop(
                        at,
                        field.isSilent()
                                ? Spot.asking(field.name())
                                : Spot.confirming(field.name()));
            }
            at = prefilled(at, field, known.get());
        }
        return new Move.Go(at.without(Set.of(Data.TAKEN)), form.next());
    }

    private static Move stop(Dialogue dialogue, Spot spot) {
        return new Move.Stop(dialogue.withStep(spot.print()));
    }

    private static Dialogue prefilled(Dialogue dialogue, Field field, KnownField known) {
        var from = known.source() + " " + known.at();
        var value = field.entry().value(known.value()).orElse(known.value());
        return dialogue.with(Map.of(field.name(), value, Data.prefilled(field.name()), from));
    }

    static Turn turn(FlowContext here, Dialogue dialogue, Node.Form form) {
        var field = asked(dialogue, form);
        var question =
                readBack(here, dialogue, field).orElseGet(() -> here.say(dialogue, field.say()));
        var speech =
                here.correction(dialogue, form.retries().noInput(), field.invalid()).then(question);
        return new Turn.Ask(
                speech, field.entry().maxDigits(), here.flow().patience(), field.secret());
    }

    private static Field asked(Dialogue dialogue, Node.Form form) {
        var name = Spot.of(dialogue.step()).field();
        return form.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(form.fields().getFirst());
    }

    /** Empty when the value is to be asked, or was known once but is not now. */
    private static Optional<Speech> readBack(FlowContext here, Dialogue dialogue, Field field) {
        if (!Spot.of(dialogue.step()).confirming()) {
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
            case Input.Keys(String keys) -> keyed(here, dialogue, form, keys);
            case Input.NoInput() -> here.again(dialogue, form.retries(), Spot.Fault.NO_INPUT);
            case Input.Said(), Input.Proof(_), Input.Found(_), Input.NotFound() ->
                    new Move.Stop(dialogue);
        };
    }

    private static Move keyed(FlowContext here, Dialogue dialogue, Node.Form form, String keys) {
        var field = asked(dialogue, form);
        if (keys.equals("0")) {
            return here.person(dialogue.noting(form.id() + "=0"));
        }
        if (Spot.of(dialogue.step()).confirming() && keys.equals(ACCEPT)) {
            return field.known(here.context())
                    .map(known -> onwards(here, prefilled(dialogue, field, known), form))
                    .orElseGet(() -> stop(dialogue, Spot.asking(field.name())));
        }
        return field.entry()
                .value(keys)
                .map(value -> onwards(here, typed(dialogue, field, value), form))
                .orElseGet(() -> here.again(dialogue, form.retries(), Spot.Fault.NO_MATCH));
    }

    private static Dialogue typed(Dialogue dialogue, Field field, String value) {
        return dialogue.without(Set.of(Data.prefilled(field.name()))).with(field.name(), value);
    }
}
