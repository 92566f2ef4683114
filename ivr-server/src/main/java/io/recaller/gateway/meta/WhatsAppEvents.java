package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.message.MessageState;
import io.recaller.message.Peer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the WhatsApp Cloud API tells, one by one (developers.facebook.com, whatsapp/cloud-api:
 * webhooks/components, business-scoped-user-ids). Pure.
 */
record WhatsAppEvents(MetaPlan plan, ToldNumbers numbers) {
    private static final String CONTACTS = "contacts";
    private static final String TITLE = "title";
    private static final int LONGEST_KEY = 64;

    /** What somebody wrote or pressed; empty: nothing for us. */
    Optional<MetaEvent> message(JsonNode value, JsonNode message, Instant now) {
        var from = message.path("from").asText("");
        var contact = contact(value.path(CONTACTS), message, from);
        var peer = user(message, contact).or(() -> Optional.of(from)).filter(id -> !id.isEmpty());
        var said = said(message);
        return peer.isEmpty() || said.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MetaEvent.Wrote(
                                new Incoming(
                                        peer(peer.get(), contact),
                                        said.get(),
                                        MetaJson.text(message, "id"),
                                        Optional.empty(),
                                        at(message, now),
                                        file(message).stream().toList()),
                                numbers.read(from)));
    }

    /** Of whoever wrote: a number need not be told, so they are known by what Meta calls them. */
    private static Optional<String> user(JsonNode message, JsonNode contact) {
        return MetaJson.text(message, "from_user_id").or(() -> MetaJson.text(contact, "user_id"));
    }

    private static JsonNode contact(JsonNode contacts, JsonNode message, String from) {
        var user = message.path("from_user_id").asText("");
        for (var contact : contacts) {
            var isUser = !user.isEmpty() && user.equals(contact.path("user_id").asText());
            if (isUser || (!from.isEmpty() && from.equals(contact.path("wa_id").asText()))) {
                return contact;
            }
        }
        return contacts.size() == 1 ? contacts.path(0) : contacts.path(contacts.size());
    }

    private Peer peer(String id, JsonNode contact) {
        return new Peer(
                plan.gateway(),
                id,
                Channel.MESSENGER,
                Optional.of(new Handle(HandleKind.WHATSAPP, id)),
                TrustTier.CLAIMED,
                MetaJson.text(contact.path("profile"), "name"),
                Optional.empty());
    }

    /** Empty: it is no message to us, such as a smiley put to one. */
    private static Optional<Said> said(JsonNode message) {
        var type = message.path("type").asText();
        var body = message.path(type);
        return switch (type) {
            case "text" -> words(body.path("body").asText());
            case "button" -> words(body.path("text").asText());
            case "interactive" -> pressed(body);
            case "request_welcome" -> Optional.of(new Said.Nothing());
            case "reaction", "system", "" -> Optional.empty();
            default ->
                    isFile(type, body)
                            ? words(body.path("caption").asText())
                                    .or(() -> Optional.of(new Said.Nothing()))
                            : words(MetaJson.mark(type, body));
        };
    }

    private static boolean isFile(String type, JsonNode body) {
        return MetaJson.nameOfFile(type).isPresent() && body.has("id");
    }

    /** Meta keeps it, under an id. */
    private static Optional<IncomingFile> file(JsonNode message) {
        var type = message.path("type").asText();
        var body = message.path(type);
        return MetaJson.text(body, "id")
                .filter(_ -> isFile(type, body))
                .map(id ->
                        IncomingFile.at(
                                id,
                                MetaJson.text(body, "filename")
                                        .or(() -> MetaJson.nameOfFile(type))
                                        .orElseThrow(),
                                body.path("file_size").asLong()));
    }

    private static Optional<Said> pressed(JsonNode interactive) {
        var pressed =
                Stream.of("button_reply", "list_reply")
                        .map(interactive::path)
                        .filter(JsonNode::isObject)
                        .findFirst();
        return pressed.flatMap(reply ->
                MetaJson.text(reply, "id")
                        .filter(key -> key.length() <= LONGEST_KEY)
                        .<Said>map(Said.Pressed::new)
                        .or(() -> words(reply.path(TITLE).asText())));
    }

    private static Optional<Said> words(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(new Said.Words(text));
    }

    /**
     * What became of one of ours; empty: nothing for us. It has got as far as its last piece has;
     * one that any piece of did not arrive has failed.
     */
    Optional<MetaEvent> status(JsonNode status) {
        var error = status.path("errors").path(0);
        var told = status.path(WhatsAppRequests.CALLBACK).asText("");
        var isPiece = told.endsWith(WhatsAppRequests.PIECE);
        return MetaJson.state(status.path("status").asText())
                .filter(state -> !isPiece || state == MessageState.FAILED)
                .map(state ->
                        new MetaEvent.Became(
                                seq(told.replace(WhatsAppRequests.PIECE, "")),
                                status.path("id").asText(""),
                                state,
                                state == MessageState.FAILED
                                        ? new GraphErrors(plan).words(error)
                                        : ""));
    }

    private static OptionalLong seq(String text) {
        return text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** In seconds. */
    private static Instant at(JsonNode message, Instant now) {
        return MetaJson.at(message.path("timestamp").asLong() * 1000, now);
    }
}
