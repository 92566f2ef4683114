package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.recaller.channel.Appearance;
import io.recaller.channel.Gateway;
import io.recaller.channel.Outbound;
import io.recaller.channel.Pieces;
import io.recaller.message.Button;

import java.time.Duration;
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
        var pieces = Pieces.of(message.text(), LONGEST_TEXT);
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
                        .filter(each -> !each.label().equals(each.labelWithin(LONGEST_LABEL)))
                        .map(Button::label)
                        .map(label -> "the button is longer than " + LONGEST_LABEL + ": " + label)
                        .toList();
        var buttons =
                message.buttons().stream()
                        .map(each -> new Button(each.key(), each.labelWithin(LONGEST_LABEL)))
                        .toList();
        return new Appearance(
                Pieces.of(message.text(), LONGEST_TEXT), buttons, OptionalInt.empty(), cut);
    }

    private static ObjectNode arguments(String chat, String text, List<Button> buttons) {
        var arguments = TelegramApi.arguments().put("chat_id", chat).put("text", text);
        if (!buttons.isEmpty()) {
            var rows = arguments.putObject("reply_markup").putArray("inline_keyboard");
            for (var button : buttons) {
                rows.addArray()
                        .addObject()
                        .put("text", button.labelWithin(LONGEST_LABEL))
                        .put("callback_data", button.key());
            }
        }
        return arguments;
    }
}
