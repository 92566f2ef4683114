package io.recaller.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.contact.Topic;
import io.recaller.flow.engine.Attempt;
import io.recaller.flow.engine.OfferMade;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Position;
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
    private static final String WRONG = "wrong";

    private DialogueJson() {}

    /** A turn with the names of the table's columns, as a row of it. */
    static String row(DialogueStore.TurnTaken turn, long version) {
        var dialogue = turn.dialogue();
        var json =
                JSON.createObjectNode()
                        .put("contact_id", turn.contact().toString())
                        .put("node", dialogue.node())
                        .put("step", step(dialogue.position()))
                        .put("language", dialogue.language().tag())
                        .put("topic", turn.topic().map(Topic::id).orElse(null))
                        .put("version", version)
                        .put("updated_at", turn.at().toString());
        var data = json.putObject("data");
        dialogue.data().forEach(data::put);
        json.set("path", path(dialogue.path()));
        return json.toString();
    }

    /** Empty at the entry of a node. */
    static String step(Position position) {
        if (position.equals(Position.ENTRY)) {
            return "";
        }
        var json = JSON.createObjectNode();
        switch (position) {
            case Position.AtNode _ -> {}
            case Position.InMenu menu -> json.set(MENU, menu(menu));
            case Position.AtField(String field, _) -> json.put(FIELD, field);
            case Position.ReadingBack(String field, _) -> json.put(READ_BACK, field);
            case Position.LookingUp(long version) -> json.put(LOOK_UP, version);
        }
        if (!position.attempt().equals(Attempt.FIRST)) {
            json.put("tries", position.attempt().tries());
            json.put("fault", position.attempt().fault().name().toLowerCase(Locale.ROOT));
        }
        return json.toString();
    }

    private static ObjectNode menu(Position.InMenu menu) {
        var json = JSON.createObjectNode().put("since", menu.since().toString());
        var order = json.putArray("order");
        menu.order().forEach(order::add);
        menu.offer()
                .ifPresent(offer ->
                        json.putObject(OFFER)
                                .put("id", offer.id())
                                .put("probability", offer.probability())
                                .put("threshold", offer.threshold())
                                .put("savedMs", offer.saved().toMillis()));
        return json;
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

    static ArrayNode path(List<PathEntry> path) {
        var json = JSON.createArrayNode();
        for (var entry : path) {
            var each = json.addObject().put(AT, entry.node());
            switch (entry) {
                case PathEntry.Entered _ -> {}
                case PathEntry.OptionChosen chosen -> each.put(OPTION, chosen.option());
                case PathEntry.OfferTaken taken -> each.put(OFFER, taken.offer());
                case PathEntry.PersonAsked _ -> each.put(ASKED, "person");
                case PathEntry.ProofWrong _ -> each.put(WRONG, "proof");
                case PathEntry.Unspoken _ -> each.put(WRONG, "words");
            }
        }
        return json;
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
