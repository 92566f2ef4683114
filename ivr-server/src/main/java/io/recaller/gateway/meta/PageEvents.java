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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What Messenger and Instagram tell, one by one (developers.facebook.com,
 * messenger-platform/reference/webhook-events; instagram-messaging/webhooks). Pure.
 */
record PageEvents(MetaPlan plan) {
    private static final String MESSAGE = "message";
    private static final String READ = "read";
    private static final String WATERMARK = "watermark";
    private static final String PAYLOAD = "payload";
    private static final String URL = "url";
    private static final int LONGEST_KEY = 64;

    /** What one of {@code messaging} tells; none: nothing for us. */
    List<MetaEvent> of(JsonNode event, Instant now) {
        var message = event.path(MESSAGE);
        if (message.path("is_echo").asBoolean()) {
            return echo(event, message, now);
        }
        var peer = event.path("sender").path("id").asText("");
        if (peer.isEmpty() || peer.equals(plan.account())) {
            return List.of();
        }
        return event.has("delivery") || event.has(READ)
                ? became(event, peer)
                : said(event)
                        .<MetaEvent>map(said ->
                                new MetaEvent.Wrote(
                                        incoming(event, peer, said, now), Optional.empty()))
                        .map(List::of)
                        .orElseGet(List::of);
    }

    private static List<MetaEvent> echo(JsonNode event, JsonNode message, Instant now) {
        var peer = event.path("recipient").path("id").asText("");
        var id = MetaJson.text(message, "mid");
        return peer.isEmpty() || id.isEmpty()
                ? List.of()
                : List.of(
                        new MetaEvent.Echo(
                                peer,
                                id.get(),
                                words(message, _ -> true),
                                MetaJson.at(event.path("timestamp").asLong(), now),
                                PageRequests.OURS.equals(message.path("metadata").asText())));
    }

    private static List<MetaEvent> became(JsonNode event, String peer) {
        var events = new ArrayList<MetaEvent>();
        for (var mid : event.path("delivery").path("mids")) {
            events.add(
                    new MetaEvent.Became(
                            OptionalLong.empty(), mid.asText(), MessageState.DELIVERED, ""));
        }
        until(event.path("delivery"), peer, MessageState.DELIVERED).ifPresent(events::add);
        until(event.path(READ), peer, MessageState.READ).ifPresent(events::add);
        MetaJson.text(event.path(READ), "mid")
                .ifPresent(mid -> events.add(new MetaEvent.ReadUpTo(peer, mid)));
        return events;
    }

    private static Optional<MetaEvent> until(JsonNode told, String peer, MessageState state) {
        var watermark = told.path(WATERMARK).asLong();
        return watermark <= 0
                ? Optional.empty()
                : Optional.of(
                        new MetaEvent.BecameUntil(peer, Instant.ofEpochMilli(watermark), state));
    }

    private Incoming incoming(JsonNode event, String peer, Said said, Instant now) {
        var id =
                MetaJson.text(event.path(MESSAGE), "mid")
                        .or(() -> MetaJson.text(event.path("postback"), "mid"))
                        .orElseGet(() -> "at-" + event.path("timestamp").asText());
        return new Incoming(
                new Peer(
                        plan.gateway(),
                        peer,
                        Channel.MESSENGER,
                        Optional.of(new Handle(kind(), peer)),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        Optional.empty()),
                said,
                Optional.of(id),
                Optional.empty(),
                MetaJson.at(event.path("timestamp").asLong(), now),
                files(event.path(MESSAGE)));
    }

    private HandleKind kind() {
        return plan.service() == MetaPlan.Service.INSTAGRAM
                ? HandleKind.INSTAGRAM
                : HandleKind.MESSENGER;
    }

    /** Empty: it is no message to us, such as one that was taken back. */
    private static Optional<Said> said(JsonNode event) {
        var message = event.path(MESSAGE);
        var postback = event.path("postback");
        if (postback.isObject()) {
            return Optional.of(
                    MetaJson.text(postback, "title")
                            .<Said>map(Said.Words::new)
                            .orElseGet(Said.Nothing::new));
        }
        if (!message.isObject() || message.path("is_deleted").asBoolean()) {
            return Optional.empty();
        }
        var words = words(message, attachment -> !isFile(attachment));
        return MetaJson.text(message.path("quick_reply"), PAYLOAD)
                .filter(key -> key.length() <= LONGEST_KEY)
                .<Said>map(Said.Pressed::new)
                .or(() -> words.isBlank() ? Optional.empty() : Optional.of(new Said.Words(words)))
                .or(() ->
                        files(message).isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Said.Nothing()));
    }

    /** Those that lie at Meta. */
    private static List<IncomingFile> files(JsonNode message) {
        return message.path("attachments")
                .valueStream()
                .filter(PageEvents::isFile)
                .map(file ->
                        IncomingFile.at(
                                file.path(PAYLOAD).path(URL).asText(),
                                name(file.path("type").asText(), file.path(PAYLOAD)),
                                0))
                .toList();
    }

    private static boolean isFile(JsonNode file) {
        return MetaJson.nameOfFile(file.path("type").asText()).isPresent()
                && MetaJson.text(file.path(PAYLOAD), URL).isPresent();
    }

    /** As they call it, which only the address of a document tells. */
    private static String name(String type, JsonNode payload) {
        var path = payload.path(URL).asText().replaceFirst("[?#].*", "");
        var last = path.substring(path.lastIndexOf('/') + 1);
        return MetaJson.text(payload, "name")
                .or(() -> Optional.of(last).filter(_ -> type.equals("file")))
                .filter(name -> name.contains("."))
                .or(() -> MetaJson.nameOfFile(type))
                .orElseThrow();
    }

    /** With a sign for each of the attachments that are marked so. */
    private static String words(JsonNode message, Predicate<JsonNode> isMarked) {
        var lines = new ArrayList<String>();
        message.path("attachments")
                .valueStream()
                .filter(isMarked)
                .map(each -> MetaJson.mark(each.path("type").asText(), each.path(PAYLOAD)))
                .forEach(lines::add);
        if (message.path("is_unsupported").asBoolean() && message.path("attachments").isEmpty()) {
            lines.add(MetaJson.mark("file", message));
        }
        lines.add(message.path("text").asText(""));
        return lines.stream().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }
}
