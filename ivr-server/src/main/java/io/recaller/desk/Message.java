package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.Availability;
import io.recaller.contact.Topic;
import io.recaller.routing.Assignment;
import io.recaller.routing.Workload;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** What the server sends over the socket; every message has {@code v} and {@code type}. */
final class Message {
    /** The protocol's version: raised when a message changes so that an old page would err. */
    static final int VERSION = 2;

    private Message() {}

    static String state(Agent agent, Workload workload, Instant now) {
        var json =
                message("state")
                        .put("agent", agent(agent))
                        .put("since", workload.since().toString())
                        .put("now", now.toString());
        switch (workload.presence().availability()) {
            case Availability.LoggedOut() -> json.put("availability", "logged-out");
            case Availability.Ready() -> json.put("availability", "ready");
            case Availability.NotReady(var reason) ->
                    json.put("availability", "not-ready").put("reason", reason.slug());
        }
        var held = new JsonArray();
        workload.held().forEach(each -> held.add(assignment(each)));
        return json.put("assignments", held).encode();
    }

    private static JsonObject assignment(Assignment held) {
        var json =
                new JsonObject()
                        .put("id", held.id().toString())
                        .put("contact", held.contact().toString())
                        .put("channel", held.channel().slug());
        switch (held) {
            case Assignment.Offered _ -> json.put("phase", "offered");
            case Assignment.Connected _ -> json.put("phase", "connected");
            case Assignment.WrapUp wrapUp ->
                    json.put("phase", "wrap-up").put("until", wrapUp.until().toString());
            case Assignment.Closed _ ->
                    throw new IllegalArgumentException("in nobody's hands: " + held);
        }
        return json.put("since", held.since().toString());
    }

    static JsonObject agent(Agent agent) {
        return new JsonObject()
                .put("id", agent.id().toString())
                .put("login", agent.login())
                .put("name", agent.name());
    }

    static String card(Card card) {
        return message("card")
                .put("assignment", card.assignment().toString())
                .put("contact", card.contact().toString())
                .put("card", CardJson.of(card))
                .encode();
    }

    static String cardGone(Serving serving) {
        return message("card-gone")
                .put("assignment", serving.assignment().toString())
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
