package io.recaller.gateway.meta;

import static io.recaller.text.TextPieces.Measure.BYTES;
import static io.recaller.text.TextPieces.Measure.UNITS;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.outbound.Outbound;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Button;
import io.recaller.text.TextPieces;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages as Messenger and Instagram take them (developers.facebook.com, messenger-platform:
 * reference/send-api, send-messages/quick-replies). Pure.
 *
 * @param service Instagram shows nothing to press on computers, so there options are always written
 */
record PageRequests(Service service) {
    /** By which our own messages are known again when they are echoed. */
    static final String OURS = "recaller";

    private static final TextPieces MESSENGER = new TextPieces(2000, UNITS);
    private static final TextPieces INSTAGRAM = new TextPieces(1000, BYTES);
    private static final TextPieces TITLE = new TextPieces(20, UNITS);
    private static final int MOST_REPLIES = 13;

    /**
     * In order; the last has what can be pressed.
     *
     * @param isLate whether it goes out by the tag of human agents
     */
    List<ObjectNode> of(Outbound message, boolean isLate) {
        var limit = service == Service.INSTAGRAM ? INSTAGRAM : MESSENGER;
        var requests = new ArrayList<ObjectNode>();
        for (var piece : limit.of(words(message))) {
            requests.add(request(message.peer(), piece, isLate));
        }
        if (!message.buttons().isEmpty()) {
            replies((ObjectNode) requests.getLast().path("message"), message.buttons());
        }
        return requests;
    }

    private String words(Outbound message) {
        var labels = message.buttons().stream().map(Button::label);
        var isWritten =
                service == Service.INSTAGRAM
                        || message.buttons().size() > MOST_REPLIES
                        || !labels.allMatch(TITLE::fits);
        return isWritten ? Choices.written(message.text(), message.buttons()) : message.text();
    }

    /**
     * A file that was sent up.
     *
     * @param kind as {@link MetaUploads#kind} has it
     * @param id Meta's
     */
    ObjectNode file(String peer, String kind, String id, boolean isLate) {
        var request = request(peer, isLate);
        ((ObjectNode) request.path("message"))
                .putObject("attachment")
                .put("type", kind)
                .putObject("payload")
                .put("attachment_id", id);
        return request;
    }

    /**
     * A file that Meta fetches.
     *
     * @param kind as {@link MetaUploads#kind} has it
     */
    ObjectNode linked(String peer, String kind, String address, boolean isLate) {
        var request = request(peer, isLate);
        ((ObjectNode) request.path("message"))
                .putObject("attachment")
                .put("type", kind)
                .putObject("payload")
                .put("url", address);
        return request;
    }

    /** What a file that is sent up will be. */
    static ObjectNode upload(String kind) {
        var message = JsonNodeFactory.instance.objectNode();
        message.putObject("attachment")
                .put("type", kind)
                .putObject("payload")
                .put("is_reusable", true);
        return message;
    }

    private ObjectNode request(String peer, String text, boolean isLate) {
        var request = request(peer, isLate);
        ((ObjectNode) request.path("message")).put("text", text);
        return request;
    }

    private ObjectNode request(String peer, boolean isLate) {
        var request = JsonNodeFactory.instance.objectNode();
        request.putObject("recipient").put("id", peer);
        var message = request.putObject("message");
        if (service == Service.MESSENGER) {
            message.put("metadata", OURS);
        }
        return isLate
                ? request.put("messaging_type", "MESSAGE_TAG").put("tag", "HUMAN_AGENT")
                : request.put("messaging_type", "RESPONSE");
    }

    private static void replies(ObjectNode message, List<Button> buttons) {
        var replies = message.putArray("quick_replies");
        for (var button : Choices.top(buttons, MOST_REPLIES)) {
            replies.addObject()
                    .put("content_type", "text")
                    .put("title", TITLE.shortened(button.label()))
                    .put("payload", button.key());
        }
    }
}
