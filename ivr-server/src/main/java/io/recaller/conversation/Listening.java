package io.recaller.conversation;

import io.recaller.conversation.DialogueStore.Heard;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a caller hears of a menu, for the record. Belongs to the thread of its talk. */
final class Listening {
    private final InstantSource clock;
    private Optional<Begun> begun = Optional.empty();

    Listening(InstantSource clock) {
        this.clock = clock;
    }

    private record Begun(String node, Turn.Choose menu, Instant at) {}

    void begins(String node, Turn.Choose menu) {
        begun = Optional.of(new Begun(node, menu, clock.instant()));
    }

    /** Whatever was read is answered now. */
    void ends() {
        begun = Optional.empty();
    }

    /** The menu that was being read when the caller hung up. */
    Optional<Heard> cutOff() {
        return begun.map(menu -> {
            var after = Duration.between(menu.at(), clock.instant());
            return new Heard(
                    menu.node(),
                    menu.menu().layout(),
                    menu.at(),
                    after.isNegative() ? Duration.ZERO : after,
                    Optional.empty(),
                    "hung_up");
        });
    }

    Heard answered(String node, Turn.Choose menu, Line.Answer answer) {
        return switch (answer.input()) {
            case Input.Keys(var key) ->
                    heard(node, menu, outcome(menu, key), answer.after(), Optional.of(key));
            case Input.NoInput _, Input.Said _, Input.Proof _, Input.Found _, Input.NotFound _ ->
                    heard(node, menu, "no_input", answer.after(), Optional.empty());
        };
    }

    private static String outcome(Turn.Choose menu, String key) {
        if (key.equals("0")) {
            return "person";
        }
        if (key.equals("*") && menu.layout().offer().isPresent()) {
            return "offer_taken";
        }
        var known =
                menu.layout().options().stream()
                        .anyMatch(spoken -> key.equals("" + spoken.option().key()));
        return known ? "chosen" : "no_match";
    }

    private Heard heard(
            String node, Turn.Choose menu, String outcome, Duration after, Optional<String> key) {
        var spokenAt = clock.instant().minus(after);
        return new Heard(node, menu.layout(), spokenAt, after, key, outcome);
    }
}
