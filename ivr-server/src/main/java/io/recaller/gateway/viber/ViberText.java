package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.message.Button;
import io.recaller.text.TextPieces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is said, as messages within Viber's limits: a text of 7,000 characters, 30 kB in all, 250
 * characters on a key (rest-bot-api "Text message", docs/tools/keyboards). Pure.
 */
final class ViberText {
    static final int LONGEST_TEXT = 7_000;
    static final int LARGEST_BYTES = 30_000;
    static final int LONGEST_LABEL = 60;

    /** A key's words when it is pressed: no one writes them. */
    static final String PRESS = "press:";

    private static final int WHOLE_ROW = 6;
    private static final int MOST_WHOLE_ROWS = 6;

    /** Of what else is in a request. */
    private static final int ROOM = 1_000;

    private static final int SHORTEST = 500;

    private ViberText() {}

    /** Its keys are below the last. */
    static List<ObjectNode> messages(String text, List<Button> buttons) {
        for (var longest = LONGEST_TEXT; ; longest /= 2) {
            var messages = messages(text, buttons, longest);
            if (longest <= SHORTEST || messages.stream().allMatch(ViberText::fits)) {
                return messages;
            }
        }
    }

    private static boolean fits(ObjectNode message) {
        var bytes = message.toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LARGEST_BYTES - ROOM;
    }

    private static List<ObjectNode> messages(String text, List<Button> buttons, int longest) {
        var messages = new ArrayList<ObjectNode>();
        for (var piece : new TextPieces(longest).of(withLines(text, buttons))) {
            messages.add(ViberApi.JSON.createObjectNode().put("type", "text").put("text", piece));
        }
        if (!buttons.isEmpty()) {
            messages.getLast().set("keyboard", keyboard(buttons));
        }
        return messages;
    }

    /** Many share their rows, where words are cut off: they are lines too. */
    private static String withLines(String text, List<Button> buttons) {
        if (buttons.size() <= MOST_WHOLE_ROWS) {
            return text;
        }
        var lines = buttons.stream().map(Button::label).collect(Collectors.joining("\n"));
        return text.isBlank() ? lines : text + "\n" + lines;
    }

    private static ObjectNode keyboard(List<Button> buttons) {
        var keyboard = ViberApi.JSON.createObjectNode();
        keyboard.put("Type", "keyboard").put("DefaultHeight", false);
        var keys = keyboard.putArray("Buttons");
        var columns = buttons.size() <= MOST_WHOLE_ROWS ? WHOLE_ROW : WHOLE_ROW / 2;
        for (var button : buttons) {
            keys.addObject()
                    .put("Columns", columns)
                    .put("Rows", 1)
                    .put("ActionType", "reply")
                    .put("ActionBody", PRESS + button.key())
                    .put("Text", plain(button.labelWithin(LONGEST_LABEL)))
                    .put("Silent", true);
        }
        return keyboard;
    }

    /** Viber reads tags in it. */
    private static String plain(String label) {
        return label.replace('<', '‹').replace('>', '›');
    }
}
