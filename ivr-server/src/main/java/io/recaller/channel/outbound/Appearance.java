package io.recaller.channel.outbound;

import io.recaller.message.Button;
import java.util.ArrayList;
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

    /**
     * With keys as wide as they are there.
     *
     * @param most keys that there may be; the others are written only
     * @param longest characters of a key
     */
    public static Appearance withKeys(
            List<String> texts, List<Button> buttons, int most, int longest) {
        var notes = new ArrayList<String>();
        buttons.stream()
                .filter(each -> !each.label().equals(each.labelWithin(longest)))
                .forEach(each ->
                        notes.add("the button is longer than " + longest + ": " + each.label()));
        if (buttons.size() > most) {
            notes.add(
                    "only "
                            + most
                            + " of "
                            + buttons.size()
                            + " options can be pressed, all are written");
        }
        var keys =
                buttons.stream()
                        .limit(most)
                        .map(each -> new Button(each.key(), each.labelWithin(longest)))
                        .toList();
        return new Appearance(texts, keys, OptionalInt.empty(), notes);
    }

    /** Whole, where nothing is counted. */
    public Appearance(List<String> texts, List<Button> buttons) {
        this(texts, buttons, OptionalInt.empty(), List.of());
    }
}
