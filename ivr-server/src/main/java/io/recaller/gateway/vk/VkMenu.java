package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.message.Button;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can be pressed, within VK's limits (dev.vk.com/api/bots/development/keyboard): inside a
 * message six rows, ten keys in all, 40 characters on each. Pure.
 */
final class VkMenu {
    static final int MOST_ROWS = 6;
    static final int MOST_KEYS = 10;
    static final int LONGEST_LABEL = 40;

    private VkMenu() {}

    /** More than one in each row can show are lines too: their keys are cut off on telephones. */
    static String text(String text, List<Button> buttons) {
        if (buttons.size() <= MOST_ROWS) {
            return text;
        }
        var lines = buttons.stream().map(Button::label).collect(Collectors.joining("\n"));
        return text.isBlank() ? lines : text + "\n" + lines;
    }

    /** The likeliest come first, as they do in the menu. */
    static ObjectNode keyboard(List<Button> buttons) {
        var keyboard = VkApi.JSON.createObjectNode().put("inline", true);
        var rows = keyboard.putArray("buttons");
        var wide = buttons.size() <= MOST_ROWS ? 1 : 2;
        var shown = buttons.subList(0, Math.min(buttons.size(), MOST_KEYS));
        for (var i = 0; i < shown.size(); i += wide) {
            var row = rows.addArray();
            for (var button : shown.subList(i, Math.min(i + wide, shown.size()))) {
                row.addObject()
                        .put("color", "secondary")
                        .putObject("action")
                        .put("type", "text")
                        .put("label", button.labelWithin(LONGEST_LABEL))
                        .put("payload", payload(button));
            }
        }
        return keyboard;
    }

    private static String payload(Button button) {
        return VkApi.JSON.createObjectNode().put(VkEvent.KEY, button.key()).toString();
    }
}
