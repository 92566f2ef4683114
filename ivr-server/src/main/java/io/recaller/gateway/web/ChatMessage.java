package io.recaller.gateway.web;

import io.recaller.continuation.ChannelLinks.Link;
import io.recaller.continuation.LinkPlace;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.speech.Language;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What we say to a visitor's page. */
final class ChatMessage {
    static final String TOO_LONG = "too-long";
    static final String TOO_MANY = "too-many";
    static final String BAD_MESSAGE = "bad-message";
    static final String UNAVAILABLE = "unavailable";
    static final String BAD_TOKEN = "bad-token";
    static final String NO_LINK = "no-link";
    static final String UNKNOWN_GATEWAY = "unknown-gateway";

    private ChatMessage() {}

    /**
     * Who they are from now on.
     *
     * @param files which may be sent
     * @param elsewhere where they may go on
     */
    static String welcome(
            VisitorKey visitor,
            Optional<Language> language,
            AttachmentRules files,
            List<LinkPlace> elsewhere) {
        var message = message("welcome").put("visitor", visitor.secret());
        return welcome(message, language, files, elsewhere);
    }

    /** Who they are is what their site says. */
    static String welcome(
            Optional<Language> language, AttachmentRules files, List<LinkPlace> elsewhere) {
        return welcome(message("welcome").put("signed", true), language, files, elsewhere);
    }

    private static String welcome(
            JsonObject message,
            Optional<Language> language,
            AttachmentRules files,
            List<LinkPlace> elsewhere) {
        language.ifPresent(each -> message.put("language", each.tag()));
        message.put("files", ChatUploads.limits(files));
        if (!elsewhere.isEmpty()) {
            var places = new JsonArray();
            elsewhere.forEach(each -> places.add(place(each)));
            message.put("elsewhere", places);
        }
        return message.encode();
    }

    private static JsonObject place(LinkPlace place) {
        return new JsonObject().put("to", place.gateway()).put("title", place.messenger().title());
    }

    /** By which they go on elsewhere; the code is the same link, for a telephone that looks. */
    static String link(Link link) {
        var code = QrCode.of(link.url());
        return message("link")
                .mergeIn(place(link.place()))
                .put("url", link.url())
                .put("until", link.until().toString())
                .put("code", new JsonObject().put("size", code.size()).put("path", code.path()))
                .encode();
    }

    static String line(ChatLine line) {
        var message =
                message("message")
                        .put("seq", line.seq())
                        .put("at", line.at().toString())
                        .put("from", line.from());
        line.name().ifPresent(name -> message.put("name", name));
        message.put("text", line.text());
        if (!line.buttons().isEmpty()) {
            var buttons = new JsonArray();
            line.buttons()
                    .forEach(each ->
                            buttons.add(
                                    new JsonObject()
                                            .put("key", each.key())
                                            .put("label", each.label())));
            message.put("buttons", buttons);
        }
        if (!line.files().isEmpty()) {
            var files = new JsonArray();
            line.files().forEach(each -> files.add(file(each)));
            message.put("files", files);
        }
        line.client().ifPresent(client -> message.put("client", client));
        return message.put("state", line.state()).encode();
    }

    private static JsonObject file(Attachment file) {
        return new JsonObject()
                .put("id", file.id().toString())
                .put("name", file.name())
                .put("type", file.type().mediaType())
                .put("size", file.size());
    }

    static String error(String problem, Optional<String> client) {
        var message = message("error").put("problem", problem);
        client.ifPresent(each -> message.put("client", each));
        return message.encode();
    }

    /** Somebody is writing to the visitor. */
    static String typing() {
        return message("typing").encode();
    }

    static String pong() {
        return message("pong").encode();
    }

    private static JsonObject message(String type) {
        return new JsonObject().put("v", ChatCommand.VERSION).put("type", type);
    }
}
