package io.recaller.channel.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The gateways for machines: names are stable, times ISO 8601, waits in seconds. */
public final class GatewayJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GatewayJson() {}

    /** All of them, as at an instant. */
    public static ArrayNode of(List<GatewayNow> gateways, Instant at) {
        var list = JSON.createArrayNode();
        gateways.forEach(each -> list.add(of(each, at)));
        return list;
    }

    /** One of them. */
    public static ObjectNode of(GatewayNow gateway, Instant at) {
        var json =
                JSON.createObjectNode()
                        .put("name", gateway.name())
                        .put("channel", gateway.channel().slug())
                        .put("state", gateway.state().slug());
        if (!gateway.why().isEmpty()) {
            json.put("why", gateway.why());
        }
        gateway.since().ifPresent(since -> json.put("since", since.toString()));
        gateway.passed().in().ifPresent(last -> json.put("lastInAt", last.toString()));
        gateway.passed().out().ifPresent(last -> json.put("lastOutAt", last.toString()));
        gateway.unsent()
                .ifPresentOrElse(
                        unsent ->
                                json.put("waiting", unsent.messages())
                                        .put("longestWaitSeconds", seconds(unsent.since(), at)),
                        () -> json.put("waiting", 0));
        return json;
    }

    private static long seconds(Instant since, Instant at) {
        return Math.max(0, Duration.between(since, at).toSeconds());
    }
}
