package io.recaller.gateway.vk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Incoming;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.message.Button;
import io.recaller.message.Peer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** What VK tells of somebody who wrote (dev.vk.com/api/community-events). Pure. */
final class VkEvent {
    /** In a button's payload: which one it is. */
    static final String KEY = "key";

    /** Conversations of several people are numbered from here on. */
    private static final long FIRST_CHAT = 2_000_000_000L;

    /** The languages of VK's pages, by their number. */
    private static final Map<Integer, String> LANGUAGES =
            Map.of(0, "ru", 1, "uk", 2, "be", 3, "en", 4, "es", 5, "fi", 6, "de", 7, "it");

    private VkEvent() {}

    /** Who wrote it; empty: nobody we answer, such as a group of people, or ourselves. */
    static Optional<Long> writer(JsonNode message) {
        var from = message.path("from_id").asLong();
        var peer = message.path("peer_id").asLong();
        var isOurs = message.path("out").asInt() == 1;
        return from <= 0 || peer >= FIRST_CHAT || peer != from || isOurs
                ? Optional.empty()
                : Optional.of(from);
    }

    /**
     * Empty: nothing that is for us.
     *
     * @param gateway the community's name in the settings
     * @param client what is known of the program it was written with
     */
    static Optional<Incoming> read(
            String gateway,
            JsonNode message,
            JsonNode client,
            Map<Long, String> names,
            Instant now) {
        return writer(message)
                .map(writer ->
                        new Incoming(
                                new Peer(
                                        gateway,
                                        Long.toString(writer),
                                        Channel.MESSENGER,
                                        Optional.of(
                                                new Handle(HandleKind.VK, Long.toString(writer))),
                                        TrustTier.CLAIMED,
                                        Optional.ofNullable(names.get(writer)),
                                        language(client)),
                                said(message),
                                Optional.of(message.path("conversation_message_id").asText())
                                        .filter(id -> !id.isEmpty()),
                                Optional.empty(),
                                at(message, now),
                                VkFile.of(message)));
    }

    /** A button's words come with its payload; the one that opens a conversation is no words. */
    private static Said said(JsonNode message) {
        var payload = payload(message);
        var key = payload.path(KEY).asText();
        if (Button.isKey(key)) {
            return new Said.Pressed(key);
        }
        if (payload.path("command").asText().equals("start")) {
            return new Said.Nothing();
        }
        var words = words(message);
        return words.isBlank() ? new Said.Nothing() : new Said.Words(words);
    }

    private static JsonNode payload(JsonNode message) {
        try {
            var read = VkApi.JSON.readTree(message.path("payload").asText());
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /** Of what is neither text nor a file a line each, with where it lies if VK says so. */
    private static String words(JsonNode message) {
        var lines = new ArrayList<String>();
        lines.add(message.path("text").asText());
        for (var attachment : message.path("attachments")) {
            if (VkFile.read(attachment).isEmpty()) {
                var type = attachment.path("type").asText();
                lines.add(String.join(" ", "📎", type, address(attachment.path(type))).strip());
            }
        }
        lines.removeIf(String::isBlank);
        return String.join("\n", lines);
    }

    private static String address(JsonNode attached) {
        return String.join(" ", attached.path("title").asText(), attached.path("url").asText())
                .strip();
    }

    private static Instant at(JsonNode message, Instant now) {
        var told = Instant.ofEpochSecond(message.path("date").asLong());
        return told.isAfter(now) || told.equals(Instant.EPOCH) ? now : told;
    }

    private static Optional<String> language(JsonNode client) {
        return client.path("lang_id").isInt()
                ? Optional.ofNullable(LANGUAGES.get(client.path("lang_id").asInt()))
                : Optional.empty();
    }
}
