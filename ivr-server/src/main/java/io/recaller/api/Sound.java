package io.recaller.api;

import io.recaller.db.Storable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a body surely fits its schema and can be kept. Most do, and the validator, which notes
 * where it is at every step and reads every pattern anew, takes longer for a contact than all else
 * that is done with it here. A no says nothing: then the validator is asked, which says what is
 * wrong. Immutable.
 */
final class Sound {
    /** They say nothing of what fits. */
    private static final Set<String> REMARKS = Set.of("description", "examples");

    private static final Set<String> OF_TEXT = Set.of("enum", "pattern", "minLength", "maxLength");
    private static final Set<String> OF_LIST = Set.of("items", "minItems", "maxItems");
    private static final Set<String> OF_OBJECT =
            Set.of(
                    "properties",
                    "required",
                    "additionalProperties",
                    "maxProperties",
                    "propertyNames");

    private static final int DEEPEST = 20;
    private static final Rule UNSURE = _ -> false;

    private final Rule rule;

    private Sound(Rule rule) {
        this.rule = rule;
    }

    /**
     * By one operation's body.
     *
     * @param contract the whole OpenAPI file, for its references; formats written as patterns
     */
    static Sound of(JsonObject contract, JsonObject schema) {
        return new Sound(new Reader(contract).rule(schema, 0));
    }

    boolean is(JsonObject body) {
        return rule.fits(body.getMap());
    }

    @FunctionalInterface
    private interface Rule {
        boolean fits(@Nullable Object value);
    }

    /** Makes rules of what it knows whole; of a schema that says anything else none. */
    private record Reader(JsonObject contract) {
        Rule rule(JsonObject named, int depth) {
            if (depth > DEEPEST || (named.containsKey("$ref") && !says(named, Set.of("$ref")))) {
                return UNSURE;
            }
            var schema = Bounds.resolved(contract, named);
            return switch (schema.getValue("type")) {
                case String text when text.equals("string") && says(schema, OF_TEXT) ->
                        text(schema);
                case String text when text.equals("array") && says(schema, OF_LIST) ->
                        list(schema, depth);
                case String text when text.equals("object") && says(schema, OF_OBJECT) ->
                        object(schema, depth);
                case null, default -> UNSURE;
            };
        }

        private static boolean says(JsonObject schema, Set<String> only) {
            var said = new HashSet<>(schema.fieldNames());
            said.removeAll(REMARKS);
            said.remove("type");
            return only.containsAll(said);
        }

        private static Rule text(JsonObject schema) {
            var least = schema.getInteger("minLength", 0);
            var most = schema.getInteger("maxLength", Integer.MAX_VALUE);
            var pattern = Optional.ofNullable(schema.getString("pattern")).map(Pattern::compile);
            var words =
                    Optional.ofNullable(schema.getJsonArray("enum"))
                            .map(list -> list.stream().collect(Collectors.toUnmodifiableSet()));
            // Two of Java's characters may be one of JSON's: the longest is looked at as if none
            // were.
            return value ->
                    value instanceof String text
                            && text.length() <= most
                            && text.codePointCount(0, text.length()) >= least
                            && words.map(one -> one.contains(text)).orElse(true)
                            && pattern.map(one -> one.matcher(text).find()).orElse(true)
                            && Storable.flaw(text).isEmpty();
        }

        private Rule list(JsonObject schema, int depth) {
            if (!(schema.getValue("items") instanceof JsonObject each)) {
                return UNSURE;
            }
            var item = rule(each, depth + 1);
            var least = schema.getInteger("minItems", 0);
            var most = schema.getInteger("maxItems", Integer.MAX_VALUE);
            return value ->
                    value instanceof List<?> list
                            && list.size() >= least
                            && list.size() <= most
                            && list.stream().allMatch(item::fits);
        }

        private Rule object(JsonObject schema, int depth) {
            var properties = schema.getJsonObject("properties", new JsonObject());
            var named =
                    properties.fieldNames().stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            name -> name,
                                            name ->
                                                    rule(
                                                            properties.getJsonObject(name),
                                                            depth + 1)));
            var required =
                    schema.getJsonArray("required", new JsonArray()).stream()
                            .collect(Collectors.toUnmodifiableSet());
            var most = schema.getInteger("maxProperties", Integer.MAX_VALUE);
            var others = others(schema, depth);
            return value ->
                    value instanceof Map<?, ?> object
                            && object.size() <= most
                            && object.keySet().containsAll(required)
                            && object.entrySet().stream()
                                    .allMatch(member -> fits(member, named, others));
        }

        private static boolean fits(Map.Entry<?, ?> member, Map<String, Rule> named, Rule others) {
            var rule = named.get(String.valueOf(member.getKey()));
            return rule == null ? others.fits(member) : rule.fits(member.getValue());
        }

        /** Of a member that no property names; what may be anything is not looked at. */
        private Rule others(JsonObject schema, int depth) {
            if (!(schema.getValue("additionalProperties") instanceof JsonObject each)) {
                return UNSURE;
            }
            var names = schema.getJsonObject("propertyNames", new JsonObject());
            var name = says(names, OF_TEXT) ? text(names) : UNSURE;
            var content = rule(each, depth + 1);
            return value ->
                    value instanceof Map.Entry<?, ?> member
                            && name.fits(member.getKey())
                            && content.fits(member.getValue());
        }
    }
}
