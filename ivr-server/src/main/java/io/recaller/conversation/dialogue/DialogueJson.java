package io.recaller.conversation.dialogue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.Topic;
import io.recaller.flow.engine.Attempt;
import io.recaller.flow.engine.OfferMade;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Position;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How a dialogue's position and path are written in rows. {@link OldDialogue} reads older ones. */
final class DialogueJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MENU = "menu";
    private static final String FIELD = "field";
    private static final String READ_BACK = "readBack";
    private static final String LOOK_UP = "lookUp";
    private static final String AT = "at";
    private static final String OPTION = "option";
    private static final String OFFER = "offer";
    private static final String ASKED = "asked";
    private static final String WENT = "went";
    private static final String WRONG = "wrong";

    private DialogueJson() {}

    /** A turn with the names of the table's columns, as a row of it. */
    static void row(JsonGenerator json, DialogueStore.TurnTaken turn, long version)
            throws IOException {
        var dialogue = turn.dialogue();
        json.writeStartObject();
        json.writeStringField("contact_id", turn.contact().toString());
        json.writeStringField("node", dialogue.node());
        json.writeStringField("step", step(dialogue.position()));
        json.writeStringField("language", dialogue.language().tag());
        json.writeStringField("topic", turn.topic().map(Topic::id).orElse(null));
        json.writeNumberField("version", version);
        json.writeStringField("updated_at", turn.at().toString());
        json.writeObjectFieldStart("data");
        for (var value : dialogue.data().entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("path");
        path(json, dialogue.path());
        json.writeEndObject();
    }

    /** Empty at the entry of a node. */
    static String step(Position position) {
        return position.equals(Position.ENTRY) ? "" : JsonText.of(json -> step(json, position));
    }

    private static void step(JsonGenerator json, Position position) throws IOException {
        json.writeStartObject();
        switch (position) {
            case Position.AtNode _ -> {}
            case Position.InMenu menu -> menu(json, menu);
            case Position.AtField(String field, _) -> json.writeStringField(FIELD, field);
            case Position.ReadingBack(String field, _) -> json.writeStringField(READ_BACK, field);
            case Position.LookingUp(long version) -> json.writeNumberField(LOOK_UP, version);
        }
        if (!position.attempt().equals(Attempt.FIRST)) {
            json.writeNumberField("tries", position.attempt().tries());
            json.writeStringField(
                    "fault", position.attempt().fault().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
    }

    private static void menu(JsonGenerator json, Position.InMenu menu) throws IOException {
        json.writeObjectFieldStart(MENU);
        json.writeStringField("since", menu.since().toString());
        json.writeArrayFieldStart("order");
        for (var option : menu.order()) {
            json.writeString(option);
        }
        json.writeEndArray();
        if (menu.offer().isPresent()) {
            offer(json, menu.offer().get());
        }
        json.writeEndObject();
    }

    private static void offer(JsonGenerator json, OfferMade offer) throws IOException {
        json.writeObjectFieldStart(OFFER);
        json.writeStringField("id", offer.id());
        json.writeNumberField("probability", offer.probability());
        json.writeNumberField("threshold", offer.threshold());
        json.writeNumberField("savedMs", offer.saved().toMillis());
        json.writeEndObject();
    }

    /** What {@link #step} wrote. */
    static Position position(String step) {
        return step.isEmpty() ? Position.ENTRY : position(tree(step));
    }

    private static Position position(JsonNode json) {
        var attempt =
                new Attempt(
                        json.path("tries").asInt(),
                        Attempt.Fault.valueOf(
                                json.path("fault").asText("none").toUpperCase(Locale.ROOT)));
        if (json.has(MENU)) {
            return menu(json.path(MENU), attempt);
        }
        if (json.has(LOOK_UP)) {
            return new Position.LookingUp(json.path(LOOK_UP).asLong());
        }
        if (json.has(FIELD)) {
            return new Position.AtField(json.path(FIELD).asText(), attempt);
        }
        return json.has(READ_BACK)
                ? new Position.ReadingBack(json.path(READ_BACK).asText(), attempt)
                : new Position.AtNode(attempt);
    }

    private static Position menu(JsonNode json, Attempt attempt) {
        return new Position.InMenu(
                elements(json.path("order")).stream().map(JsonNode::asText).toList(),
                json.has(OFFER) ? Optional.of(offer(json.path(OFFER))) : Optional.empty(),
                Instant.parse(json.path("since").asText()),
                attempt);
    }

    private static OfferMade offer(JsonNode json) {
        return new OfferMade(
                json.path("id").asText(),
                json.path("probability").asDouble(),
                json.path("threshold").asDouble(),
                Duration.ofMillis(json.path("savedMs").asLong()));
    }

    static String path(List<PathEntry> path) {
        return JsonText.of(json -> path(json, path));
    }

    private static void path(JsonGenerator json, List<PathEntry> path) throws IOException {
        json.writeStartArray();
        for (var entry : path) {
            json.writeStartObject();
            json.writeStringField(AT, entry.node());
            switch (entry) {
                case PathEntry.Entered _ -> {}
                case PathEntry.OptionChosen chosen ->
                        json.writeStringField(OPTION, chosen.option());
                case PathEntry.OfferTaken taken -> json.writeStringField(OFFER, taken.offer());
                case PathEntry.PersonAsked _ -> json.writeStringField(ASKED, "person");
                case PathEntry.WentBack _ -> json.writeStringField(WENT, "back");
                case PathEntry.ProofWrong _ -> json.writeStringField(WRONG, "proof");
                case PathEntry.Unspoken _ -> json.writeStringField(WRONG, "words");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What {@link #path(List)} wrote, or what was written before: texts. */
    static List<PathEntry> path(String json) {
        return elements(tree(json)).stream()
                .map(entry -> entry.isTextual() ? OldDialogue.entry(entry.asText()) : entry(entry))
                .toList();
    }

    private static PathEntry entry(JsonNode json) {
        var node = json.path(AT).asText();
        if (json.has(OPTION)) {
            return new PathEntry.OptionChosen(node, json.path(OPTION).asText());
        }
        if (json.has(OFFER)) {
            return new PathEntry.OfferTaken(node, json.path(OFFER).asText());
        }
        if (json.has(ASKED)) {
            return new PathEntry.PersonAsked(node);
        }
        if (json.has(WENT)) {
            return new PathEntry.WentBack(node);
        }
        return switch (json.path(WRONG).asText()) {
            case "proof" -> new PathEntry.ProofWrong(node);
            case "words" -> new PathEntry.Unspoken(node);
            default -> new PathEntry.Entered(node);
        };
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dialogue's row holds what we did not write", e);
        }
    }
}
