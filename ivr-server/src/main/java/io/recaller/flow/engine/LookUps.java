package io.recaller.flow.engine;

import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** How a look-up node is entered, run and answered. */
final class LookUps {
    /** A value to be filled into an argument: {@code {account}}. */
    private LookUps() {}

    /** A look-up whose arguments are not all known has failed already. */
    static Move enter(FlowContext here, Dialogue dialogue, Node.LookUp lookUp) {
        return arguments(here, dialogue, lookUp).isPresent()
                ? new Move.Stop(dialogue)
                : new Move.Go(dialogue, lookUp.onFailure());
    }

    static boolean isWanting(FlowContext here, Dialogue dialogue, Node.LookUp lookUp) {
        return arguments(here, dialogue, lookUp).isEmpty();
    }

    static Turn turn(FlowContext here, Dialogue dialogue, Node.LookUp lookUp) {
        var arguments = arguments(here, dialogue, lookUp).orElse(Map.of());
        return new Turn.LookUp(lookUp.source(), arguments, here.say(dialogue, lookUp.meanwhile()));
    }

    /** An answer that cannot be spoken where the flow speaks it is a failure. */
    static Move answer(FlowContext here, Dialogue dialogue, Node.LookUp lookUp, Input input) {
        return switch (input) {
            case Input.Found found
                    when !Misfit.of(here.flow(), lookUp, found, here.context().zone()).isEmpty() ->
                    new Move.Go(dialogue, lookUp.onFailure());
            case Input.Found(Map<String, String> values) -> {
                var kept = new HashMap<String, String>();
                lookUp.result()
                        .forEach((name, answer) -> {
                            var value = values.get(answer);
                            if (value != null && !value.isBlank()) {
                                kept.put(name, value);
                            }
                        });
                var cleared = dialogue.without(lookUp.result().keySet());
                yield new Move.Go(cleared.with(kept), lookUp.next());
            }
            case Input.NotFound() -> new Move.Go(dialogue, lookUp.onFailure());
            case Reply _, Input.Proof _, Input.Switched _, Input.Recommended _, Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    private static Optional<Map<String, String>> arguments(
            FlowContext here, Dialogue dialogue, Node.LookUp lookUp) {
        var filled = new HashMap<String, String>();
        for (var argument : lookUp.arguments().entrySet()) {
            var matcher = Node.LookUp.PLACEHOLDER.matcher(argument.getValue());
            var value = new StringBuilder();
            while (matcher.find()) {
                var found = value(here, dialogue, matcher.group(1));
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                matcher.appendReplacement(value, Matcher.quoteReplacement(found.get()));
            }
            filled.put(argument.getKey(), matcher.appendTail(value).toString());
        }
        return Optional.of(filled);
    }

    /** Collected data first; a known field only for a verified caller. */
    private static Optional<String> value(FlowContext here, Dialogue dialogue, String name) {
        if (name.equals("language")) {
            return Optional.of(dialogue.language().tag());
        }
        return Optional.ofNullable(dialogue.data().get(name))
                .or(() -> here.context().reliable(name, TrustTier.VERIFIED).map(KnownField::value));
    }
}
