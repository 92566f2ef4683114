package io.recaller.gateway.meta;

import io.recaller.message.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Options of a menu where not all of them can be pressed, or be read on what is pressed. Pure. */
final class Choices {
    private static final String PERSON = "0";

    private Choices() {}

    /** Each in a line below the words, digit first: it may be written instead. */
    static String written(String words, List<Button> buttons) {
        var lines = buttons.stream().map(Button::label).collect(Collectors.joining("\n"));
        return words.isBlank() ? lines : words.strip() + "\n" + lines;
    }

    /** The likeliest, which come first, and the way to a person. */
    static List<Button> top(List<Button> buttons, int most) {
        if (buttons.size() <= most) {
            return buttons;
        }
        var person = buttons.stream().filter(Choices::isPerson).findFirst();
        var top = new ArrayList<Button>();
        buttons.stream()
                .filter(each -> !isPerson(each))
                .limit(most - person.stream().count())
                .forEach(top::add);
        person.ifPresent(top::add);
        return top;
    }

    private static boolean isPerson(Button button) {
        return button.label().startsWith(PERSON + " ");
    }
}
