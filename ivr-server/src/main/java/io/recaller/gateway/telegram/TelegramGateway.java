package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.recaller.channel.Appearance;
import io.recaller.channel.Gateway;
import io.recaller.channel.Outbound;
import io.recaller.message.Button;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Sends by a bot: text as it is, buttons below it. Any thread; blocking. */
public final class TelegramGateway implements Gateway {
    /** The Bot API's own, in UTF-16 units. */
    static final int LONGEST_TEXT = 4096;

    /** Longer ones are cut off on telephones. */
    static final int LONGEST_LABEL = 40;

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final TelegramBot bot;
    private final TelegramApi api;

    public TelegramGateway(TelegramBot bot) {
        this.bot = bot;
        this.api = new TelegramApi(bot);
    }

    @Override
    public String name() {
        return bot.name();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var last = "";
        var pieces = pieces(message.text());
        for (var i = 0; i < pieces.size(); i++) {
            var isLast = i == pieces.size() - 1;
            var buttons = isLast ? message.buttons() : List.<Button>of();
            var sent =
                    api.call(
                            "sendMessage",
                            arguments(message.peer(), pieces.get(i), buttons),
                            WITHIN);
            last = sent.path("message_id").asText();
        }
        return last;
    }

    /** How it looks there: pieces, and buttons as wide as a telephone. */
    public static Appearance appearance(Outbound message) {
        var cut =
                message.buttons().stream()
                        .map(Button::label)
                        .filter(label -> !label.equals(shortened(label)))
                        .map(label -> "the button is longer than " + LONGEST_LABEL + ": " + label)
                        .toList();
        var buttons =
                message.buttons().stream()
                        .map(each -> new Button(each.key(), shortened(each.label())))
                        .toList();
        return new Appearance(pieces(message.text()), buttons, OptionalInt.empty(), cut);
    }

    private static ObjectNode arguments(String chat, String text, List<Button> buttons) {
        var arguments = TelegramApi.arguments().put("chat_id", chat).put("text", text);
        if (!buttons.isEmpty()) {
            var rows = arguments.putObject("reply_markup").putArray("inline_keyboard");
            for (var button : buttons) {
                rows.addArray()
                        .addObject()
                        .put("text", shortened(button.label()))
                        .put("callback_data", button.key());
            }
        }
        return arguments;
    }

    private static String shortened(String label) {
        return label.codePointCount(0, label.length()) <= LONGEST_LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    /** At line ends and blanks where there are some; a text without words is a mark for buttons. */
    static List<String> pieces(String text) {
        var rest = text.isBlank() ? "…" : text;
        var pieces = new ArrayList<String>();
        while (rest.length() > LONGEST_TEXT) {
            var end = end(rest);
            pieces.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int end(String text) {
        var line = text.lastIndexOf('\n', LONGEST_TEXT);
        var blank = line > LONGEST_TEXT / 2 ? line : text.lastIndexOf(' ', LONGEST_TEXT);
        if (blank > LONGEST_TEXT / 2) {
            return blank;
        }
        return Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1))
                ? LONGEST_TEXT - 1
                : LONGEST_TEXT;
    }
}
