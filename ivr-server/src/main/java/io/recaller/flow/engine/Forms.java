package io.recaller.flow.engine;

import io.recaller.customer.field.KnownField;
import io.recaller.flow.Field;
import io.recaller.flow.Node;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Attempt.Fault;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a form is entered, asked and answered. */
final class Forms {
    /** A page has to be opened and written on first; meanwhile music is heard. */
    private static final Patience TYPED =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(2));

    /** Of a form that was left for where callers go who have nothing to type on. */
    private static final String UNFINISHED = "yes";

    private Forms() {}

    /**
     * Goes to the first field that must be asked. A value collected by another form of this
     * dialogue is kept; a form entered again asks anew, unless it was left for a page. Who took an
     * offer has said yes to what is known: it is not read back.
     */
    static Move enter(FlowContext here, Dialogue dialogue, Node.Form form) {
        var entered = new PathEntry.Entered(form.id());
        var visits = dialogue.path().stream().filter(entered::equals).count();
        var asksAnew = visits > 1 && !isUnfinished(dialogue, form);
        return onwards(here, asksAnew ? dialogue.without(names(form)) : dialogue, form);
    }

    private static Set<String> names(Node.Form form) {
        return form.fields().stream()
                .flatMap(field ->
                        Stream.of(
                                field.name(),
                                ReservedNames.prefilled(field.name()),
                                ReservedNames.confirmed(field.name())))
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
                return ask(here, at, form, field);
            }
            var isTaken = at.data().containsKey(ReservedNames.TAKEN);
            if (!(field.isSilent() || isTaken) || !field.isReliable(here.context())) {
                return field.isSilent()
                        ? ask(here, at, form, field)
                        : stop(at, new Position.ReadingBack(field.name(), Attempt.FIRST));
            }
            at = prefilled(at, field, known.get());
        }
        return new Move.Go(finished(at, form).without(Set.of(ReservedNames.TAKEN)), form.next());
    }

    private static boolean isUnfinished(Dialogue dialogue, Node.Form form) {
        return UNFINISHED.equals(dialogue.data().get(ReservedNames.leftUntyped(form.id())));
    }

    private static Dialogue finished(Dialogue dialogue, Node.Form form) {
        return isUnfinished(dialogue, form)
                ? dialogue.with(ReservedNames.leftUntyped(form.id()), "no")
                : dialogue;
    }

    /** Nobody is asked on a telephone for what it has no keys for, unless there is a page. */
    private static Move ask(FlowContext here, Dialogue dialogue, Node.Form form, Field field) {
        var isAnswerable =
                field.entry().isKeyed()
                        || !here.context().keysOnly()
                        || dialogue.data().containsKey(ReservedNames.PAGE);
        if (isAnswerable) {
            return stop(dialogue, new Position.AtField(field.name(), Attempt.FIRST));
        }
        var left = ReservedNames.leftUntyped(form.id());
        return form.onPhone()
                .filter(_ -> !dialogue.data().containsKey(left))
                .<Move>map(node -> new Move.Go(dialogue.with(left, UNFINISHED), node))
                .orElseGet(() -> here.person(dialogue));
    }

    private static Move stop(Dialogue dialogue, Position position) {
        return new Move.Stop(dialogue.placed(position));
    }

    private static Dialogue prefilled(Dialogue dialogue, Field field, KnownField known) {
        var from = known.source() + " " + known.at();
        var value = field.entry().value(known.value()).orElse(known.value());
        return dialogue.with(
                Map.of(field.name(), value, ReservedNames.prefilled(field.name()), from));
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
                field.entry().isKeyed() ? here.flow().patience() : TYPED,
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
        return field.entry().isTyped()
                ? Map.of(field.name(), field.entry().value(value).orElse(value))
                : Map.of(
                        field.name(),
                        value,
                        Field.LAST4,
                        value.substring(Math.max(0, value.length() - 4)));
    }

    static Move answer(FlowContext here, Dialogue dialogue, Node.Form form, Input input) {
        return switch (input) {
            case Reply.Silence() -> here.again(dialogue, form.retries(), Fault.NO_INPUT);
            case Reply reply when Universals.isForAPerson(reply) ->
                    answered(here, dialogue, form, new Reply.Picked(Choice.PERSON));
            case Reply reply ->
                    Universals.answer(here, dialogue, reply)
                            .orElseGet(() -> answered(here, dialogue, form, reply));
            case Input.Proof _,
                    Input.Found _,
                    Input.NotFound _,
                    Input.Switched _,
                    Input.Recommended _,
                    Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    private static Move answered(FlowContext here, Dialogue dialogue, Node.Form form, Reply reply) {
        var field = asked(dialogue, form);
        var keys = reply.keyed();
        if (keys.equals(Choice.PERSON)) {
            return here.person(dialogue.noting(new PathEntry.PersonAsked(form.id())));
        }
        if (dialogue.position() instanceof Position.ReadingBack && keys.equals(Choice.YES)) {
            return field.known(here.context())
                    .map(known -> onwards(here, confirmed(here, dialogue, field, known), form))
                    .orElseGet(() -> ask(here, dialogue, form, field));
        }
        return value(field, reply)
                .map(value -> onwards(here, typed(dialogue, field, value), form))
                .orElseGet(() -> unfit(here, dialogue, form, field));
    }

    private static Dialogue confirmed(
            FlowContext here, Dialogue dialogue, Field field, KnownField known) {
        return prefilled(dialogue, field, known)
                .with(ReservedNames.confirmed(field.name()), here.context().now().toString());
    }

    private static Optional<String> value(Field field, Reply reply) {
        return reply instanceof Reply.Text(String text, _)
                ? field.entry().written(text, reply.keyed())
                : field.entry().value(reply.keyed());
    }

    /** A key other than yes says that what was read back is not right. */
    private static Move unfit(FlowContext here, Dialogue dialogue, Node.Form form, Field field) {
        return dialogue.position() instanceof Position.ReadingBack && !field.entry().isKeyed()
                ? ask(here, dialogue, form, field)
                : here.again(dialogue, form.retries(), Fault.NO_MATCH);
    }

    private static Dialogue typed(Dialogue dialogue, Field field, String value) {
        return dialogue.without(Set.of(ReservedNames.prefilled(field.name())))
                .with(field.name(), value);
    }
}
