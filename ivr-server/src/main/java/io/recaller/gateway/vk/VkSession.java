package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A long poll that VK has opened (dev.vk.com/api/bots-long-poll/getting-started).
 *
 * @param now where events stand at its opening
 */
record VkSession(String server, String key, String now) {
    static VkSession read(JsonNode opened) throws NotSentException {
        var server = opened.path("server").asText();
        var session =
                new VkSession(
                        server.contains("://") ? server : "https://" + server,
                        opened.path("key").asText(),
                        opened.path("ts").asText());
        if (server.isEmpty() || session.key().isEmpty() || session.now().isEmpty()) {
            throw new NotSentException(
                    new Remedy.Again(Duration.ofSeconds(30), "VK opens no long poll"));
        }
        return session;
    }

    /** Where to ask for what happened since. */
    URI since(String cursor, Duration wait) {
        return URI.create(
                server
                        + "?act=a_check&key="
                        + encoded(key)
                        + "&ts="
                        + encoded(cursor)
                        + "&wait="
                        + wait.toSeconds());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "VkSession[" + server + "]";
    }
}
