package io.recaller.channel;

import io.recaller.message.Button;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a message of ours looks at the other end.
 *
 * @param texts one for each message that it takes there
 * @param buttons below the last of them; none where they are lines of the text
 * @param segments as many short messages are paid for; empty where nothing is counted
 * @param notes what of it did not fit, in plain words
 */
public record Appearance(
        List<String> texts, List<Button> buttons, OptionalInt segments, List<String> notes) {
    public Appearance {
        texts = List.copyOf(texts);
        buttons = List.copyOf(buttons);
        notes = List.copyOf(notes);
    }

    /** Whole, where nothing is counted. */
    public Appearance(List<String> texts, List<Button> buttons) {
        this(texts, buttons, OptionalInt.empty(), List.of());
    }
}
