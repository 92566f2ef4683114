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
    static final int VERSION = 1;

    private Message() {}

    static String state(Agent agent, Workload workload, Instant now) {
        var json = message("state").put("agent", agent(agent)).put("now", now.toString());
        Serving.first(workload).ifPresentOrElse(held -> put(json, held), () -> put(json, workload));
        return json.encode();
    }

    private static void put(JsonObject json, Assignment held) {
        json.put("since", held.since().toString())
                .put("offer", held.id().toString())
                .put("contact", held.contact().toString());
        switch (held) {
            case Assignment.Offered _ -> json.put("state", "ringing");
            case Assignment.Connected _ -> json.put("state", "talking");
            case Assignment.WrapUp wrapUp ->
                    json.put("state", "wrap-up").put("until", wrapUp.until().toString());
            case Assignment.Closed _ ->
                    throw new IllegalArgumentException("in nobody's hands: " + held);
        }
    }

    private static void put(JsonObject json, Workload workload) {
        json.put("since", workload.since().toString());
        switch (workload.presence().availability()) {
            case Availability.LoggedOut() -> json.put("state", "logged-out");
            case Availability.Ready() -> json.put("state", "ready");
            case Availability.NotReady(var reason) ->
                    json.put("state", "not-ready").put("reason", reason.slug());
        }
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
