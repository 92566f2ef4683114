package io.recaller.flow.yaml;

import com.networknt.schema.Error;
import io.recaller.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Mistakes against the schema in the words of who writes flows, with the way to write it. */
final class SchemaWords {
    private static final Pattern DEFINITION = Pattern.compile(".*/\\$defs/(\\w+)/.*");
    private static final Pattern NUMBER =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-zа-я]*)\\.?");

    /** Of a country, in capitals: {@code en-US}, {@code EN}. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:[-_].*)?");

    private static final String DURATION = "Write seconds or milliseconds: 5s, 300ms";
    private static final String SPAN = "Write minutes, hours or days: 30m, 12h, 14d";
    private static final String SEE = "See docs/flows.md for what may stand here";

    private SchemaWords() {}

    /** What is wrong, and what to do about it. */
    record Told(String message, String remedy) {}

    static Told of(Error error) {
        var found = DEFINITION.matcher(String.valueOf(error.getSchemaLocation().getFragment()));
        var definition = found.matches() ? found.group(1) : "";
        var value = error.getInstanceNode();
        return switch (definition) {
            case "duration" ->
                    new Told(shown(value) + " is no duration", duration(value.asString("")));
            case "span" -> new Told(shown(value) + " is no span of time", span(value.asString("")));
            default -> told(error, definition, value);
        };
    }

    private static Told told(Error error, String definition, JsonNode value) {
        var limit = error.getSchemaNode();
        return switch (String.valueOf(error.getKeyword())) {
            case "type" -> type(limit, definition, value);
            case "enum" -> oneOf(limit, value);
            case "pattern" -> new Told(misspelt(value), spelling(definition, value.asString("")));
            case "minimum" ->
                    new Told(
                            shown(value) + " is too small", "Write at least " + limit.asString(""));
            case "maximum" ->
                    new Told(shown(value) + " is too large", "Write at most " + limit.asString(""));
            case "minItems", "minProperties" ->
                    new Told(
                            "is empty",
                            "Write at least one entry; docs/flows.md says what may stand here");
            case "maxLength" ->
                    new Told("is longer than " + limit.asString("") + " characters", "Shorten it");
            case "uniqueItems" -> new Told("names something twice", "Keep one of them");
            case "required" ->
                    new Told(
                            error.getProperty() + " is missing",
                            "Add it; docs/flows.md says what may stand here");
            default -> new Told(String.valueOf(error.getMessage()), SEE);
        };
    }

    private static Told type(JsonNode wanted, String definition, JsonNode value) {
        var kinds = new ArrayList<String>();
        if (wanted.isArray()) {
            wanted.forEach(kind -> kinds.add(kind.asString("")));
        } else {
            kinds.add(wanted.asString(""));
        }
        var needed = kinds.stream().map(SchemaWords::kind).collect(Collectors.joining(" or "));
        var message =
                (value.isNull() ? "is empty" : shown(value) + " is " + kindOf(value))
                        + ", where "
                        + needed
                        + " is needed";
        return new Told(message, typed(kinds, definition, value));
    }

    private static String typed(List<String> kinds, String definition, JsonNode value) {
        if (definition.equals("text") && value.isString()) {
            return "Write it in each language: {en: \"" + value.asString("") + "\"}";
        }
        if (kinds.contains("array") && value.isValueNode() && !value.isNull()) {
            return "Write it in brackets: [" + value.asString("") + "]";
        }
        if (kinds.contains("integer") && value.isString() && value.asString("").matches("\\d+")) {
            return "Write it without quotes: " + value.asString("");
        }
        if (kinds.contains("string") && value.isValueNode() && !value.isNull()) {
            return "Write it in quotes: \"" + value.asString("") + "\"";
        }
        return SEE;
    }

    private static String kind(String name) {
        return switch (name) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "a text";
            case "array" -> "a list";
            case "object" -> "a section of keys";
            case "boolean" -> "true or false";
            default -> name;
        };
    }

    private static String kindOf(JsonNode value) {
        return value.isString()
                ? "a text"
                : value.isArray()
                        ? "a list"
                        : value.isObject()
                                ? "a section of keys"
                                : value.isBoolean() ? "true or false" : "a number";
    }

    private static Told oneOf(JsonNode allowed, JsonNode value) {
        var names = new ArrayList<String>();
        allowed.forEach(each -> names.add(each.asString("")));
        return new Told(
                shown(value) + " is none of " + String.join(", ", names),
                Nearest.to(value.asString(""), names)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Write one of them"));
    }

    private static String misspelt(JsonNode value) {
        return value.asString("").isBlank() ? "is empty" : shown(value) + " is not written so";
    }

    private static String spelling(String definition, String written) {
        return switch (definition) {
            case "id" -> "Names are lower case letters, digits and _, and begin with a letter";
            case "language" ->
                    LANGUAGE.matcher(written).matches()
                            ? "Write " + written.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "")
                            : "A language is two or three lower case letters such as en";
            case "topic" -> "A topic is lower case words joined by dots, such as billing.debt";
            case "text" -> "Write what is to be said";
            default -> SEE;
        };
    }

    /** How the names of a section are written. */
    static String names(String pointer) {
        return pointer.endsWith("/hand_off/keys")
                ? "A key of who waits is 0, 2 to 9, * or #; 1 asks to be called back"
                : "Names are lower case letters, digits and _; languages are like en";
    }

    private static String duration(String written) {
        var number = NUMBER.matcher(written.strip());
        if (!number.matches()) {
            return DURATION;
        }
        var millis = Double.parseDouble(number.group(1)) * millis(number.group(2));
        if (millis <= 0 || millis > 99_999_000) {
            return DURATION;
        }
        return "Write "
                + (millis % 1000 == 0 ? (long) millis / 1000 + "s" : Math.round(millis) + "ms");
    }

    /** Without a unit people mean seconds. */
    private static double millis(String unit) {
        return switch (unit.isEmpty() ? "s" : unit.substring(0, 1)) {
            case "s", "S", "с" -> 1000;
            case "m", "M", "м" -> unit.matches("(?i)ms|milli.*|мс") ? 1 : 60_000;
            case "h", "H", "ч" -> 3_600_000;
            default -> 0;
        };
    }

    private static String span(String written) {
        var number = NUMBER.matcher(written.strip());
        if (!number.matches() || number.group(1).contains(".")) {
            return SPAN;
        }
        var count = Integer.parseInt(number.group(1).length() > 4 ? "0" : number.group(1));
        var one = number.group(2).isEmpty() ? "d" : number.group(2).substring(0, 1);
        var days = count * 7;
        return switch (count == 0 || (one.equals("w") && days > 9999) ? "" : one) {
            case "d", "h", "m" -> "Write " + count + one;
            case "w" -> "Write " + days + "d";
            default -> SPAN;
        };
    }

    private static String shown(JsonNode value) {
        return value.isContainer() ? "this" : value.isNull() ? "nothing" : value.asString("");
    }
}
