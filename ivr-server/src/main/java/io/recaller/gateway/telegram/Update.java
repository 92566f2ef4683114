package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Incoming;
import io.recaller.contact.Channel;
import io.recaller.conversation.LinkToken;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.message.Peer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Bot API tells of somebody who did something. Pure. */
final class Update {
    private static final String FROM = "from";
    private static final String CHAT = "chat";

    private Update() {}

    /**
     * Empty: nothing that is for us, such as what is written in a group.
     *
     * @param gateway the bot's name in the settings
     */
    static Optional<Incoming> read(String gateway, JsonNode update, Instant now) {
        if (update.has("callback_query")) {
            return pressed(gateway, update.path("callback_query"), now);
        }
        return written(gateway, update.path("message"), now);
    }

    private static Optional<Incoming> pressed(String gateway, JsonNode query, Instant now) {
        var chat = query.path("message").path(CHAT);
        return peer(gateway, chat, query.path(FROM))
                .map(peer ->
                        new Incoming(
                                peer,
                                new Said.Pressed(query.path("data").asText()),
                                Optional.of("press-" + query.path("id").asText()),
                                Optional.empty(),
                                now));
    }

    private static Optional<Incoming> written(String gateway, JsonNode message, Instant now) {
        return peer(gateway, message.path(CHAT), message.path(FROM))
                .map(peer ->
                        new Incoming(
                                peer,
                                said(message),
                                Optional.of(message.path("message_id").asText()),
                                Optional.empty(),
                                at(message, now)));
    }

    /** The command that opens a bot is no words, but for what our own links put into it. */
    private static Said said(JsonNode message) {
        var text =
                Stream.of("text", "caption")
                        .map(name -> message.path(name).asText())
                        .filter(each -> !each.isBlank())
                        .findFirst();
        return text.flatMap(Update::words).<Said>map(Said.Words::new).orElseGet(Said.Nothing::new);
    }

    private static Optional<String> words(String text) {
        return text.equals("/start") || text.startsWith("/start ")
                ? LinkToken.in(text).map(LinkToken::written)
                : Optional.of(text);
    }

    private static Instant at(JsonNode message, Instant now) {
        var told = Instant.ofEpochSecond(message.path("date").asLong());
        return told.isAfter(now) || told.equals(Instant.EPOCH) ? now : told;
    }

    private static Optional<Peer> peer(String gateway, JsonNode chat, JsonNode from) {
        var id = from.path("id").asText();
        var isPrivate = chat.path("type").asText("private").equals("private");
        return id.isEmpty() || !isPrivate || from.path("is_bot").asBoolean()
                ? Optional.empty()
                : Optional.of(
                        new Peer(
                                gateway,
                                chat.path("id").asText(id),
                                Channel.MESSENGER,
                                Optional.of(new Handle(HandleKind.TELEGRAM, id)),
                                TrustTier.CLAIMED,
                                name(from),
                                Optional.of(from.path("language_code").asText())
                                        .filter(code -> !code.isEmpty())));
    }

    private static Optional<String> name(JsonNode from) {
        var name =
                Stream.of("first_name", "last_name")
                        .map(part -> from.path(part).asText())
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(" "));
        return Optional.of(name).filter(each -> !each.isEmpty());
    }
}
