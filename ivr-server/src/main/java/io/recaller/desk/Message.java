package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.contact.Topic;
import io.recaller.routing.AgentState;
import io.recaller.routing.Presence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the server sends over the socket; every message has {@code v} and {@code type}. */
final class Message {
    /** The protocol's version: raised when a message changes so that an old page would err. */
    static final int VERSION = 1;

    private Message() {}

    static String state(Agent agent, Presence presence, Optional<Serving> serving, Instant now) {
        var json =
                message("state")
                        .put("agent", agent(agent))
                        .put("since", presence.since().toString())
                        .put("now", now.toString());
        serving.ifPresent(served ->
                json.put("offer", served.offer().toString())
                        .put("contact", served.contact().toString()));
        return put(json, presence.state()).encode();
    }

    private static JsonObject put(JsonObject json, AgentState state) {
        return switch (state) {
            case AgentState.LoggedOut() -> json.put("state", "logged-out");
            case AgentState.Ready() -> json.put("state", "ready");
            case AgentState.Ringing _ -> json.put("state", "ringing");
            case AgentState.Talking _ -> json.put("state", "talking");
            case AgentState.WrapUp(_, var until) ->
                    json.put("state", "wrap-up").put("until", until.toString());
            case AgentState.NotReady(var reason) ->
                    json.put("state", "not-ready").put("reason", reason.slug());
        };
    }

    static JsonObject agent(Agent agent) {
        return new JsonObject()
                .put("id", agent.id().toString())
                .put("login", agent.login())
                .put("name", agent.name());
    }

    static String card(Card card) {
        return message("card")
                .put("offer", card.offer().toString())
                .put("contact", card.contact().toString())
                .put("card", CardJson.of(card))
                .encode();
    }

    static String cardGone(Serving serving) {
        return message("card-gone")
                .put("offer", serving.offer().toString())
                .put("contact", serving.contact().toString())
                .encode();
    }

    static String topics(Map<Topic, Words> labels) {
        var topics = new JsonArray();
        labels.forEach((topic, words) ->
                topics.add(
                        new JsonObject()
                                .put("id", topic.id())
                                .put("labels", CardJson.words(words))));
        var dispositions = new JsonArray();
        for (var disposition : Disposition.values()) {
            dispositions.add(disposition.slug());
        }
        return message("topics").put("topics", topics).put("dispositions", dispositions).encode();
    }

    /**
     * Something did not work.
     *
     * @param problem a stable slug; the page has the words for it
     */
    static String error(String problem) {
        return message("error").put("problem", problem).encode();
    }

    private static JsonObject message(String type) {
        return new JsonObject().put("v", VERSION).put("type", type);
    }
}
