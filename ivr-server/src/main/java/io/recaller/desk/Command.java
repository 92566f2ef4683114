package io.recaller.desk;

import io.recaller.channel.ApprovedText;
import io.recaller.channel.TemplateChoice;
import io.recaller.contact.Topic;
import io.recaller.continuation.AgentPages;
import io.recaller.db.Storable;
import io.recaller.desk.card.Disposition;
import io.recaller.http.StrictJson;
import io.recaller.message.ThreadId;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.RecommendationId;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.transfer.Destinations;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page asks of the server. */
public sealed interface Command {
    /** Characters. */
    int LONGEST_NOTE = 2000;

    /** Characters of what is said to a customer in writing. */
    int LONGEST_TEXT = 4000;

    /** Characters of what is looked for. */
    int LONGEST_SEARCH = 200;

    /**
     * Of a command as JSON, in characters as well as in bytes of UTF-8: a text each of whose
     * characters is written as an escape of six, which no encoding makes longer, and what is around
     * it.
     */
    int LONGEST = 6 * LONGEST_TEXT + 1024;

    record Ready() implements Command {}

    /**
     * A break.
     *
     * @param kind a kind of break that the operator named; empty: no particular one
     */
    record NotReady(Optional<String> kind) implements Command {}

    /** More time for wrap-up. */
    record Prolong(AssignmentId assignment) implements Command {}

    /**
     * The agent has made sure who the caller is.
     *
     * @param how one of the operator's ways
     */
    record Verified(AssignmentId assignment, String how) implements Command {}

    /**
     * What came of what the card recommends.
     *
     * @param answer accepted, declined or wrong
     */
    record Recommended(AssignmentId assignment, RecommendationId one, OutcomeState answer)
            implements Command {}

    /** The card of this assignment is on the screen. */
    record CardAck(AssignmentId assignment) implements Command {}

    /**
     * The end of wrap-up.
     *
     * @param note for whoever serves the customer next; empty: nothing to say
     * @param thenReady whether the agent takes the next contact at once
     */
    record Dispose(
            AssignmentId assignment,
            Topic topic,
            Disposition disposition,
            Optional<String> note,
            boolean thenReady)
            implements Command {
        @Override
        public String toString() {
            return "Dispose[" + assignment + ", " + topic + ", " + disposition + "]";
        }
    }

    /** Who is there to be sent a caller. */
    record AskWhoIsThere() implements Command {}

    /** What becomes of a talk: hold, and handing it over. */
    sealed interface Handing extends Command {
        AssignmentId assignment();
    }

    /** The caller hears music. */
    record Hold(AssignmentId assignment) implements Handing {}

    /** The caller is the agent's alone again. */
    record TakeBack(AssignmentId assignment) implements Handing {}

    /** Who was consulted takes over. */
    record Complete(AssignmentId assignment) implements Handing {}

    /** All three talk. */
    record Confer(AssignmentId assignment) implements Handing {}

    /**
     * The caller is handed over at once.
     *
     * @param note for whoever serves them next
     */
    record Send(AssignmentId assignment, Destinations.Wanted to, Optional<String> note)
            implements Handing {
        @Override
        public String toString() {
            return "Send[" + assignment + ", " + to + "]";
        }
    }

    /** Another is rung to talk with first. */
    record Consult(AssignmentId assignment, Destinations.Wanted to, Optional<String> note)
            implements Handing {
        @Override
        public String toString() {
            return "Consult[" + assignment + ", " + to + "]";
        }
    }

    /** What is shown on the page beside a call, and sent to who calls. */
    sealed interface Paging extends Command {
        AssignmentId assignment();
    }

    /** The caller gets a form to fill or a document to see, or is asked for one. */
    record ShowPage(AssignmentId assignment, AgentPages.Wanted wanted) implements Paging {}

    /**
     * The caller is sent a link to go on by in a messenger.
     *
     * @param to its channel
     */
    record SendLink(AssignmentId assignment, String to) implements Paging {}

    /** What is shown is taken back. */
    record EndPage(AssignmentId assignment) implements Paging {}

    /** What becomes of a contact in writing. */
    sealed interface Writing extends Command {
        AssignmentId assignment();
    }

    /** The agent takes what is offered. */
    record Accept(AssignmentId assignment) implements Writing {}

    /** The agent leaves what is offered to others. */
    record Decline(AssignmentId assignment) implements Writing {}

    /**
     * The agent writes to the customer.
     *
     * @param client the page's own id of it, a UUID: the same however often the page sends it
     * @param text storable and not blank; it may be longer than is taken
     * @param way another thread of the customer's than the one of the conversation
     */
    record Say(AssignmentId assignment, String client, String text, Optional<ThreadId> way)
            implements Writing {
        @Override
        public String toString() {
            return "Say[" + assignment + ", " + client + "]";
        }
    }

    /**
     * The agent notes something for colleagues.
     *
     * @param client the page's own id of it: the same however often the page sends it
     * @param text storable and not blank; it may be longer than is taken
     */
    record Note(AssignmentId assignment, String client, String text) implements Writing {
        @Override
        public String toString() {
            return "Note[" + assignment + ", " + client + "]";
        }
    }

    /**
     * Looks for what was written.
     *
     * @param words storable and not blank, up to {@link #LONGEST_SEARCH} characters
     * @param isEverywhere with anybody; else with the customer of that contact
     */
    record Search(AssignmentId assignment, String words, boolean isEverywhere) implements Command {
        @Override
        public String toString() {
            return "Search[" + assignment + "]";
        }
    }

    /**
     * The agent sends what may be sent though the customer has not written for long.
     *
     * @param client as of {@link Say}
     */
    record SayTemplate(AssignmentId assignment, String client, TemplateChoice choice)
            implements Writing {}

    /** The agent is writing to the customer. */
    record Typing(AssignmentId assignment) implements Writing {}

    /** The conversation is over. */
    record Close(AssignmentId assignment) implements Writing {}

    /** I am here; tell me the state. */
    record Ping() implements Command {}

    /** The command in a text frame; empty when it is not one of ours. */
    static Optional<Command> parse(String text) {
        try {
            var json = StrictJson.object(text);
            return Integer.valueOf(Message.VERSION).equals(json.getInteger("v"))
                    ? of(json)
                    : Optional.empty();
        } catch (DecodeException | IllegalArgumentException | ClassCastException _) {
            return Optional.empty();
        }
    }

    /** The page's own id in a frame that may be no command; empty when there is none. */
    static Optional<UUID> client(String text) {
        try {
            return Optional.of(UUID.fromString(client(StrictJson.object(text))));
        } catch (DecodeException | IllegalArgumentException | ClassCastException _) {
            return Optional.empty();
        }
    }

    private static Optional<Command> of(JsonObject json) {
        return switch (text(json, "type")) {
            case "ready" -> Optional.of(new Ready());
            case "not-ready" -> Optional.of(new NotReady(given(json, "reason")));
            case "more-time" -> Optional.of(new Prolong(assignment(json)));
            case "verified" -> Optional.of(new Verified(assignment(json), text(json, "how")));
            case "recommendation" ->
                    OutcomeState.answer(text(json, "answer"))
                            .map(answer ->
                                    new Recommended(
                                            assignment(json),
                                            new RecommendationId(text(json, "recommendation")),
                                            answer));
            case "card-ack" -> Optional.of(new CardAck(assignment(json)));
            case "disposition" -> dispose(json);
            case "directory" -> Optional.of(new AskWhoIsThere());
            case "hold" -> Optional.of(new Hold(assignment(json)));
            case "take-back" -> Optional.of(new TakeBack(assignment(json)));
            case "complete" -> Optional.of(new Complete(assignment(json)));
            case "conference" -> Optional.of(new Confer(assignment(json)));
            case "transfer" -> wanted(json).map(to -> new Send(assignment(json), to, note(json)));
            case "consult" -> wanted(json).map(to -> new Consult(assignment(json), to, note(json)));
            case "show-page" -> page(json).map(wanted -> new ShowPage(assignment(json), wanted));
            case "send-link" -> given(json, "to").map(to -> new SendLink(assignment(json), to));
            case "end-page" -> Optional.of(new EndPage(assignment(json)));
            case "accept" -> Optional.of(new Accept(assignment(json)));
            case "decline" -> Optional.of(new Decline(assignment(json)));
            case "say" -> written(json, false);
            case "note" -> written(json, true);
            case "search" ->
                    given(json, "text")
                            .filter(words -> words.length() <= LONGEST_SEARCH)
                            .filter(words -> Storable.flaw(words).isEmpty())
                            .map(words ->
                                    new Search(
                                            assignment(json),
                                            words,
                                            Boolean.TRUE.equals(json.getBoolean("everywhere"))));
            case "template" ->
                    Optional.of(new SayTemplate(assignment(json), client(json), choice(json)));
            case "typing" -> Optional.of(new Typing(assignment(json)));
            case "close" -> Optional.of(new Close(assignment(json)));
            case "ping" -> Optional.of(new Ping());
            default -> Optional.empty();
        };
    }

    /** Throws IllegalArgumentException for what is no choice. */
    private static TemplateChoice choice(JsonObject json) {
        var values = new HashMap<String, String>();
        json.getJsonObject("values", new JsonObject())
                .forEach(each -> {
                    if (!(each.getValue() instanceof String value)
                            || value.length() > ApprovedText.LONGEST) {
                        throw new IllegalArgumentException("what is filled in is text");
                    }
                    values.put(each.getKey(), value);
                });
        return new TemplateChoice(Optional.ofNullable(json.getString("template")), values);
    }

    /** Exactly one of agent, queue and number. */
    private static Optional<Destinations.Wanted> wanted(JsonObject json) {
        var to = json.getJsonObject("to", new JsonObject());
        if (to.size() != 1) {
            return Optional.empty();
        }
        var named = given(to, to.fieldNames().iterator().next()).filter(text -> !isUnfit(text));
        return switch (to.fieldNames().iterator().next()) {
            case "agent" -> named.map(Destinations.Wanted.OfAgent::new);
            case "queue" -> named.map(Destinations.Wanted.OfQueue::new);
            case "number" -> named.map(Destinations.Wanted.OfNumber::new);
            default -> Optional.empty();
        };
    }

    /** Exactly one of form, document and file. */
    private static Optional<AgentPages.Wanted> page(JsonObject json) {
        var wanted =
                Stream.of(
                                given(json, "form").map(AgentPages.Wanted.Form::new),
                                given(json, "document").map(AgentPages.Wanted.Document::new),
                                Optional.ofNullable(json.getBoolean("file"))
                                        .filter(file -> file)
                                        .map(_ -> new AgentPages.Wanted.File()))
                        .<AgentPages.Wanted>flatMap(Optional::stream)
                        .toList();
        return wanted.size() == 1 ? Optional.of(wanted.getFirst()) : Optional.empty();
    }

    /** Throws IllegalArgumentException for one that is too long or that no row can hold. */
    private static Optional<String> note(JsonObject json) {
        var note = given(json, "note");
        if (note.filter(Command::isUnfit).isPresent()) {
            throw new IllegalArgumentException("a note that cannot be kept");
        }
        return note;
    }

    private static Optional<Command> written(JsonObject json, boolean isNote) {
        var client = client(json);
        var assignment = assignment(json);
        var way = given(json, "way").map(UUID::fromString).map(ThreadId::new);
        return given(json, "text")
                .filter(text -> Storable.flaw(text).isEmpty())
                .map(text ->
                        isNote
                                ? new Note(assignment, client, text)
                                : new Say(assignment, client, text, way));
    }

    private static String client(JsonObject json) {
        return UUID.fromString(text(json, "client")).toString();
    }

    private static Optional<Command> dispose(JsonObject json) {
        var topic = new Topic(text(json, "topic"));
        var thenReady = !Boolean.FALSE.equals(json.getBoolean("ready"));
        var note = given(json, "note");
        return note.filter(Command::isUnfit).isPresent()
                ? Optional.empty()
                : Disposition.of(text(json, "disposition"))
                        .map(disposition ->
                                new Dispose(assignment(json), topic, disposition, note, thenReady));
    }

    /** Longer than a note may be, or nothing that a row can hold. */
    private static boolean isUnfit(String note) {
        return note.length() > LONGEST_NOTE || Storable.flaw(note).isPresent();
    }

    private static Optional<String> given(JsonObject json, String key) {
        return Optional.of(text(json, key).strip()).filter(text -> !text.isEmpty());
    }

    private static AssignmentId assignment(JsonObject json) {
        return new AssignmentId(UUID.fromString(text(json, "assignment")));
    }

    /** Empty when it is not there or null. */
    private static String text(JsonObject json, String key) {
        @Nullable String text = json.getString(key);
        return text == null ? "" : text;
    }
}
