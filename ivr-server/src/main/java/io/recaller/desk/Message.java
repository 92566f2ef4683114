package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.Availability;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.agent.OtherWay;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.channel.agent.WrittenTalk;
import io.recaller.contact.Topic;
import io.recaller.continuation.PageBeside;
import io.recaller.desk.card.Card;
import io.recaller.desk.card.CardJson;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.card.Disposition;
import io.recaller.desk.card.Labelled;
import io.recaller.desk.card.Words;
import io.recaller.message.MessageSearch;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNote;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.Workload;
import io.recaller.routing.board.Board;
import io.recaller.routing.queue.QueueLength;
import io.recaller.transfer.HandedOver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the server sends over the socket; every message has {@code v} and {@code type}. */
final class Message {
    /** The protocol's version: raised when a message changes so that an old page would err. */
    static final int VERSION = 2;

    /** The phase of a contact whose phone rings, or is about to. */
    static final String OFFERED = "offered";

    private Message() {}

    /**
     * What the agent does.
     *
     * @param longestWrapUp how long wrap-up of a contact may last in all
     * @param handed those of what is in hand that are on hold or handed over
     */
    static String state(
            Agent agent,
            Workload workload,
            Duration longestWrapUp,
            List<HandedOver> handed,
            Instant now) {
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
        workload.held().forEach(each -> held.add(assignment(each, longestWrapUp, handed)));
        return json.put("assignments", held).encode();
    }

    private static JsonObject assignment(
            Assignment held, Duration longestWrapUp, List<HandedOver> handed) {
        var json =
                new JsonObject()
                        .put("id", held.id().toString())
                        .put("contact", held.contact().toString())
                        .put("channel", held.channel().slug());
        json.put("phase", phase(held)).put("since", held.since().toString());
        handed.stream()
                .filter(each -> each.assignment().equals(held.id()))
                .findFirst()
                .ifPresent(each -> json.put("transfer", HandingJson.of(each)));
        return held instanceof Assignment.WrapUp wrapUp
                ? json.put("until", wrapUp.until().toString())
                        .put("latest", wrapUp.since().plus(longestWrapUp).toString())
                : json;
    }

    /** How far an agent is with a contact. */
    static String phase(Assignment held) {
        return switch (held) {
            case Assignment.Offered _ -> OFFERED;
            case Assignment.Connected _ -> "connected";
            case Assignment.WrapUp _ -> "wrap-up";
            case Assignment.Closed _ ->
                    throw new IllegalArgumentException("in nobody's hands: " + held);
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
                .put("assignment", card.assignment().toString())
                .put("contact", card.contact().toString())
                .put("card", CardJson.of(card))
                .encode();
    }

    /** How it stands with the page beside a call. */
    static String page(AssignmentId assignment, PageBeside page, boolean isTalking) {
        return message("page")
                .put("assignment", assignment.toString())
                .mergeIn(PageJson.of(page, isTalking))
                .encode();
    }

    static String cardGone(Serving serving) {
        return message("card-gone")
                .put("assignment", serving.assignment().toString())
                .put("contact", serving.contact().toString())
                .encode();
    }

    static String phone(DeskPhone phone) {
        return message("phone")
                .put("name", phone.name())
                .put("state", CardJson.slug(phone.state()))
                .encode();
    }

    static String queue(QueueLength queue) {
        var json = message("queue").put("waiting", queue.waiting());
        queue.since().ifPresent(since -> json.put("since", since.toString()));
        return json.encode();
    }

    /** Who is there to be sent a caller. */
    static String directory(Board board, Agent reader) {
        return message("directory").mergeIn(HandingJson.directory(board, reader)).encode();
    }

    private static JsonObject named(Labelled named) {
        return new JsonObject()
                .put("id", named.slug())
                .put("labels", CardJson.words(named.words()));
    }

    static String topics(Map<Topic, Words> labels, DeskOptions options, Agent reader) {
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
        return message("topics")
                .put("topics", topics)
                .put("dispositions", dispositions)
                .put("breaks", CardJson.array(options.breaks(), Message::named))
                .put("proofs", CardJson.array(options.proofs(), Message::named))
                .put("texts", CardJson.array(options.texts(), Message::named))
                .put("fields", CardJson.array(options.fields(), Message::named))
                .put(
                        "search",
                        new JsonObject().put("everywhere", options.mayLookEverywhere(reader)))
                .put("transfers", new JsonObject().put("numbers", options.callsOutside()))
                .encode();
    }

    /** What the page does not know yet of a conversation in writing, in its order. */
    static String messages(AssignmentId assignment, WrittenTalk news) {
        var json =
                message("messages")
                        .put("assignment", assignment.toString())
                        .put(
                                "messages",
                                CardJson.array(news.messages(), each -> written(news, each)))
                        .put("notes", CardJson.array(news.notes(), Message::noted));
        news.within().ifPresent(times -> json.put("answerWithin", seconds(times)));
        news.answerable()
                .ifPresent(may -> {
                    json.put("windowUntil", may.until().toString());
                    may.plainTemplate().ifPresent(text -> json.put("template", text.text()));
                    if (!may.templates().isEmpty()) {
                        json.put("templates", CardJson.array(may.templates(), Message::template));
                    }
                });
        news.reach().freeUntil().ifPresent(until -> json.put("freeUntil", until.toString()));
        if (news.reach().isStopped()) {
            json.put("stopped", true);
        }
        if (!news.ways().isEmpty()) {
            json.put("ways", CardJson.array(news.ways(), Message::way));
        }
        return json.encode();
    }

    private static JsonObject template(ApprovedText text) {
        return new JsonObject()
                .put("id", text.id())
                .put("text", text.text())
                .put("fields", new JsonArray(text.fields()));
    }

    private static JsonObject way(OtherWay way) {
        var json =
                new JsonObject()
                        .put("id", way.thread().value().toString())
                        .put("gateway", way.gateway())
                        .put("channel", way.channel().slug());
        way.alias().ifPresent(alias -> json.put("alias", alias));
        way.until().ifPresent(until -> json.put("windowUntil", until.toString()));
        way.freeUntil().ifPresent(until -> json.put("freeUntil", until.toString()));
        return json;
    }

    /** With the way by which it went out, where that was another. */
    private static JsonObject written(WrittenTalk talk, ThreadMessage message) {
        var json = written(message);
        return talk.isElsewhere(message)
                ? json.put("way", message.thread().value().toString())
                : json;
    }

    /** The customer is writing; it is over by itself. */
    static String typing(AssignmentId assignment) {
        return message("typing").put("assignment", assignment.toString()).encode();
    }

    private static JsonObject seconds(AnswerTimes times) {
        return new JsonObject()
                .put("first", times.first().toSeconds())
                .put("next", times.next().toSeconds());
    }

    private static JsonObject noted(ThreadNote note) {
        return new JsonObject()
                .put("id", note.id().toString())
                .put("after", note.after())
                .put("at", note.at().toString())
                .put("name", note.agentName())
                .put("text", note.text());
    }

    /** What was found, the newest first. */
    static String found(Command.Search search, WrittenSearch.Found found) {
        return message("found")
                .put("assignment", search.assignment().toString())
                .put("text", search.words())
                .put("everywhere", search.isEverywhere())
                .put("scope", found.scope().slug())
                .put("more", found.isMore())
                .put("hits", CardJson.array(found.hits(), hit -> hit(hit, found.here())))
                .encode();
    }

    private static JsonObject hit(MessageSearch.Hit hit, ThreadId here) {
        var json =
                written(hit.message())
                        .put("channel", hit.channel().slug())
                        .put("here", hit.message().thread().equals(here))
                        .put("around", CardJson.array(hit.around(), Message::written));
        hit.alias().ifPresent(alias -> json.put("alias", alias));
        return json;
    }

    private static JsonObject written(ThreadMessage written) {
        var json =
                new JsonObject()
                        .put("seq", written.seq())
                        .put("at", written.at().toString())
                        .put("from", written.author().slug())
                        .put("text", written.text())
                        .put("state", written.state().slug());
        written.agentName().ifPresent(name -> json.put("name", name));
        written.clientId().ifPresent(client -> json.put("client", client));
        if (!written.attachments().isEmpty()) {
            json.put("files", CardJson.array(written.attachments(), CardJson::file));
        }
        return written.reason().isEmpty() ? json : json.put("reason", written.reason());
    }

    /**
     * Something did not work.
     *
     * @param problem a stable slug; the page has the words for it
     */
    static String error(String problem) {
        return message("error").put("problem", problem).encode();
    }

    /**
     * Of a frame that is no command.
     *
     * @param client what it would have said or noted, as the page knows it
     */
    static String badMessage(Optional<UUID> client) {
        var json = message("error").put("problem", "bad-message");
        client.ifPresent(id -> json.put("client", id.toString()));
        return json.encode();
    }

    /** As {@link #error}, of what the page asked with this. */
    static String error(String problem, Command command) {
        var json = message("error").put("problem", problem);
        return switch (command) {
            case Command.Say said -> json.put("client", said.client()).encode();
            case Command.Note noted -> json.put("client", noted.client()).encode();
            case Command.SayTemplate said -> json.put("client", said.client()).encode();
            case Command.Search search ->
                    json.put("assignment", search.assignment().toString())
                            .put("text", search.words())
                            .put("everywhere", search.isEverywhere())
                            .encode();
            default -> json.encode();
        };
    }

    private static JsonObject message(String type) {
        return new JsonObject().put("v", VERSION).put("type", type);
    }
}
