package io.recaller.channel.inbound;

import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Turn;
import io.recaller.message.Button;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A turn as it is read instead of heard. Pure.
 *
 * @param text empty when there is nothing to say
 */
public record TurnText(String text, List<Button> buttons) {
    static final TurnText NOTHING = new TurnText("", List.of());

    public TurnText {
        buttons = List.copyOf(buttons);
    }

    /**
     * A turn and what can be pressed in it.
     *
     * @param version of the dialogue, by which older buttons are told apart
     */
    static TurnText of(Turn turn, long version) {
        var buttons =
                turn instanceof Turn.Choose menu
                        ? menu.shown().stream().map(each -> button(each, version)).toList()
                        : List.<Button>of();
        return new TurnText(words(turn), buttons);
    }

    /** With these words where there are none. */
    TurnText or(String words) {
        return text.isBlank() ? new TurnText(words, buttons) : this;
    }

    /** With one more button, if there is one. */
    TurnText with(Optional<Button> button) {
        return button.map(one ->
                        new TurnText(
                                text, Stream.concat(buttons.stream(), Stream.of(one)).toList()))
                .orElse(this);
    }

    /** Of a menu what comes before its choices: those are buttons. */
    static String words(Turn turn) {
        return switch (turn) {
            case Turn.Choose menu -> words(menu.lead());
            case Turn.Say say -> words(say.speech());
            case Turn.Ask ask -> words(ask.speech());
            case Turn.Verify verify -> words(verify.speech());
            case Turn.LookUp lookUp -> words(lookUp.meanwhile());
            case Turn.SwitchTo _, Turn.Recommend _ -> "";
            case Turn.HandOff handOff -> words(handOff.speech());
            case Turn.End end -> words(end.speech());
        };
    }

    private static String words(Speech speech) {
        return speech.written();
    }

    /** The digit stays in sight, and may be written instead: it is the same on every channel. */
    private static Button button(Choice choice, long version) {
        return new Button(Press.key(version, choice.key()), choice.key() + " · " + choice.label());
    }
}
