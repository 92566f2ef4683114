package io.recaller.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many items and members each part of a body may have, as its schema says: looked at before the
 * validator is, which checks every item of a list before it says that there are too many.
 * Immutable.
 */
final class Bounds {
    /** What is a little too long is told by the validator with all else that is wrong. */
    private static final int SLACK = 20;

    private final JsonObject contract;
    private final JsonObject schema;

    /**
     * Bounds of one operation's body.
     *
     * @param contract the whole OpenAPI file, for its references
     */
    Bounds(JsonObject contract, JsonObject schema) {
        this.contract = contract;
        this.schema = schema;
    }

    /** Empty when every part is within its bounds. */
    List<FieldError> exceeded(JsonObject body) {
        var errors = new ArrayList<FieldError>();
        look("", schema, body, errors);
        return errors;
    }

    private void look(
            String place, JsonObject named, @Nullable Object value, List<FieldError> errors) {
        var rules = resolved(contract, named);
        switch (value) {
            case JsonArray list -> items(place, rules, list, errors);
            case JsonObject object -> members(place, rules, object, errors);
            case null, default -> {}
        }
    }

    private void items(String place, JsonObject rules, JsonArray list, List<FieldError> errors) {
        var most = rules.getInteger("maxItems", 0);
        if (list.size() > (place.contains("/") ? most + SLACK : most)) {
            errors.add(tooMany(place, list.size(), most, "items"));
            return;
        }
        // A list where none should be has no rules for its items: the validator tells it.
        var item = rules.getJsonObject("items", new JsonObject());
        for (var index = 0; index < list.size(); index++) {
            look(join(place, "" + index), item, list.getValue(index), errors);
        }
    }

    private void members(
            String place, JsonObject rules, JsonObject object, List<FieldError> errors) {
        var named = rules.getJsonObject("properties", new JsonObject());
        var most = rules.getInteger("maxProperties", named.size());
        if (object.size() > most + SLACK) {
            errors.add(tooMany(place, object.size(), most, "members"));
            return;
        }
        for (Map.Entry<String, Object> member : object) {
            if (named.getValue(member.getKey()) instanceof JsonObject below) {
                look(join(place, member.getKey()), below, member.getValue(), errors);
            }
        }
    }

    /** The schema itself, or the one it refers to. */
    static JsonObject resolved(JsonObject contract, JsonObject named) {
        var reference = named.getString("$ref");
        if (reference == null) {
            return named;
        }
        var found = contract;
        for (var step : reference.substring("#/".length()).split("/", -1)) {
            found = found.getJsonObject(step);
        }
        return found;
    }

    private static FieldError tooMany(String place, int found, int most, String what) {
        return new FieldError(
                place, "has " + found + " " + what + "; send at most " + most + " at once");
    }

    private static String join(String place, String name) {
        return place.isEmpty() ? name : place + "/" + name;
    }
}
