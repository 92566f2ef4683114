package io.recaller.gateway.meta;

import static io.recaller.text.TextPieces.Measure.UNITS;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.gateway.meta.MetaPlan.MessageTemplate;
import io.recaller.message.Button;
import io.recaller.speech.Language;
import io.recaller.text.TextPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Messages as the WhatsApp Cloud API takes them. Limits: Meta's OpenAPI of the Business Messaging
 * API, v23.0. Pure.
 */
final class WhatsAppRequests {
    /** What Meta gives back with whatever became of it: the place of our message. */
    static final String CALLBACK = "biz_opaque_callback_data";

    /** Behind the place, of all pieces but the last. */
    static final String PIECE = "-piece";

    /** What stands below the title of a list's row. */
    static final int LONGEST_OPTION = 72;

    private static final TextPieces TEXT = new TextPieces(4096, UNITS);
    private static final TextPieces BODY = new TextPieces(1024, UNITS);
    private static final TextPieces BUTTON = new TextPieces(20, UNITS);
    private static final TextPieces ROW = new TextPieces(24, UNITS);
    private static final TextPieces DESCRIPTION = new TextPieces(LONGEST_OPTION, UNITS);
    private static final int MOST_BUTTONS = 3;
    private static final int MOST_ROWS = 10;
    private static final String TYPE = "type";
    private static final String TITLE = "title";
    private static final String TEXT_FIELD = "text";

    /** A telephone number; whoever does not show theirs is named otherwise. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{5,20}");

    private WhatsAppRequests() {}

    /** In order; the last has what can be pressed. */
    static List<ObjectNode> of(Outbound message, Language language) {
        var requests = new ArrayList<ObjectNode>();
        var buttons = message.buttons();
        if (buttons.isEmpty()) {
            TEXT.of(message.text()).forEach(piece -> requests.add(text(message, piece)));
        } else {
            var pieces = BODY.of(lead(message.text(), buttons, language));
            var body = pieces.removeLast();
            if (!pieces.isEmpty()) {
                TEXT.of(String.join("\n", pieces))
                        .forEach(piece -> requests.add(text(message, piece)));
            }
            requests.add(asking(message, body, language));
        }
        requests.forEach(each -> each.put(CALLBACK, message.seq() + PIECE));
        requests.getLast().put(CALLBACK, Long.toString(message.seq()));
        return requests;
    }

    /**
     * A file that was sent up.
     *
     * @param kind as {@link MetaUploads#kind} has it
     * @param id Meta's
     * @param isLast whether nothing of the message comes after it
     */
    static ObjectNode file(
            Outbound message, OutboundFile file, String kind, String id, boolean isLast) {
        var request = to(message.peer(), kind);
        var it = request.putObject(kind).put("id", id);
        if (kind.equals("document")) {
            it.put("filename", file.attachment().name());
        }
        return request.put(CALLBACK, message.seq() + (isLast ? "" : PIECE));
    }

    /** What Meta has approved: nothing else reaches who has not written for a day. */
    static ObjectNode template(Outbound message, MessageTemplate template, List<String> values) {
        var request = to(message.peer(), "template");
        var named = request.putObject("template").put("name", template.name());
        named.putObject("language").put("code", template.language());
        if (!values.isEmpty()) {
            var body = named.putArray("components").addObject().put(TYPE, "body");
            var parameters = body.putArray("parameters");
            values.forEach(
                    value -> parameters.addObject().put(TYPE, TEXT_FIELD).put(TEXT_FIELD, value));
        }
        return request.put(CALLBACK, Long.toString(message.seq()));
    }

    /** Options that no list holds are written, and may be answered by their digit. */
    private static String lead(String text, List<Button> buttons, Language language) {
        var words = text.isBlank() ? MetaWords.CHOOSE.in(language).words() : text;
        return buttons.size() > MOST_ROWS ? Choices.written(words, buttons) : words;
    }

    private static ObjectNode text(Outbound message, String text) {
        var request = to(message.peer(), TEXT_FIELD);
        request.putObject(TEXT_FIELD).put("body", text).put("preview_url", false);
        return request;
    }

    private static ObjectNode asking(Outbound message, String body, Language language) {
        var request = to(message.peer(), "interactive");
        var interactive = request.putObject("interactive");
        interactive.putObject("body").put(TEXT_FIELD, body);
        if (areButtons(message.buttons())) {
            buttons(interactive, message.buttons());
        } else {
            list(interactive, Choices.top(message.buttons(), MOST_ROWS), language);
        }
        return request;
    }

    /** Whether nothing of it is cut in a list. */
    static boolean isReadWhole(Button option) {
        return DESCRIPTION.fits(option.label());
    }

    private static boolean areButtons(List<Button> buttons) {
        return buttons.size() <= MOST_BUTTONS
                && buttons.stream().map(Button::label).allMatch(BUTTON::fits);
    }

    private static void buttons(ObjectNode interactive, List<Button> buttons) {
        var list = interactive.put(TYPE, "button").putObject("action").putArray("buttons");
        for (var button : buttons) {
            list.addObject()
                    .put(TYPE, "reply")
                    .putObject("reply")
                    .put("id", button.key())
                    .put(TITLE, button.label());
        }
    }

    private static void list(ObjectNode interactive, List<Button> buttons, Language language) {
        var action = interactive.put(TYPE, "list").putObject("action");
        action.put("button", BUTTON.shortened(MetaWords.CHOOSE.in(language).words()));
        var rows = action.putArray("sections").addObject().putArray("rows");
        for (var button : buttons) {
            var row =
                    rows.addObject()
                            .put("id", button.key())
                            .put(TITLE, ROW.shortened(button.label()));
            if (!ROW.fits(button.label())) {
                row.put("description", DESCRIPTION.shortened(button.label()));
            }
        }
    }

    private static ObjectNode to(String peer, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put(NUMBER.matcher(peer).matches() ? "to" : "recipient", peer)
                .put(TYPE, type);
    }
}
