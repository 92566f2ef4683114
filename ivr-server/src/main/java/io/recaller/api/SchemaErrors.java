package io.recaller.api;

import io.recaller.customer.ConsentChannel;
import io.vertx.json.schema.OutputUnit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what a JSON schema validator says into errors a person can act on. */
final class SchemaErrors {
    /** The keywords that say something themselves; others only repeat what is wrong below. */
    private static final Set<String> TELLING =
            Set.of(
                    "required",
                    "enum",
                    "pattern",
                    "format",
                    "type",
                    "minItems",
                    "maxItems",
                    "minLength",
                    "maxLength",
                    "maxProperties",
                    "minimum",
                    "maximum");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private SchemaErrors() {}

    static List<FieldError> of(OutputUnit result) {
        var units = Objects.requireNonNullElse(result.getErrors(), List.<OutputUnit>of());
        var declared =
                units.stream()
                        .filter(unit -> keyword(unit).equals("properties"))
                        .map(OutputUnit::getInstanceLocation)
                        .collect(Collectors.toSet());
        var listed =
                units.stream()
                        .filter(unit -> keyword(unit).equals("enum"))
                        .map(OutputUnit::getInstanceLocation)
                        .collect(Collectors.toSet());
        return units.stream()
                .filter(unit -> tells(unit, declared) && !saysLess(unit, units, listed))
                .map(SchemaErrors::error)
                .distinct()
                .toList();
    }

    /** What a list of values says better, or what is below says itself. */
    private static boolean saysLess(OutputUnit unit, List<OutputUnit> units, Set<String> listed) {
        return switch (keyword(unit)) {
            case "type" -> listed.contains(unit.getInstanceLocation());
            case "additionalProperties" ->
                    units.stream()
                            .filter(each -> TELLING.contains(keyword(each)))
                            .anyMatch(each -> isBelow(each, unit));
            default -> false;
        };
    }

    private static boolean isBelow(OutputUnit unit, OutputUnit above) {
        return unit.getKeywordLocation().startsWith(above.getKeywordLocation() + "/");
    }

    private static boolean tells(OutputUnit unit, Set<String> declared) {
        var undeclared =
                keyword(unit).equals("additionalProperties")
                        && !unit.getKeywordLocation().contains("/fields/")
                        && !declared.contains(unit.getInstanceLocation());
        return TELLING.contains(keyword(unit)) || undeclared;
    }

    private static FieldError error(OutputUnit unit) {
        var place = place(unit.getInstanceLocation());
        var said = Objects.requireNonNullElse(unit.getError(), "");
        return switch (keyword(unit)) {
            case "required" -> new FieldError(join(place, between(said, '"', '"')), "is missing");
            case "enum" ->
                    new FieldError(
                            place,
                            "write one of "
                                    + between(said, '[', ']').replace("\"", "").replace(",", ", "));
            case "additionalProperties" -> new FieldError(place, "is not known here; leave it out");
            case "type" -> new FieldError(place, "write " + types(said));
            case "pattern", "format" -> new FieldError(place, remedy(place));
            default ->
                    new FieldError(
                            place, "is out of bounds: " + bound(keyword(unit), number(said)));
        };
    }

    private static String bound(String keyword, String number) {
        return switch (keyword) {
            case "minItems" -> "send at least " + number;
            case "maxItems" -> "send at most " + number;
            case "minLength" -> "write at least " + letters(number);
            case "maxLength" -> "write at most " + letters(number);
            case "maxProperties" -> "name at most " + number;
            case "minimum" -> "write " + number + " or more";
            case "maximum" -> "write " + number + " or less";
            default -> "see the OpenAPI file";
        };
    }

    private static String letters(String number) {
        return number + (number.equals("1") ? " character" : " characters");
    }

    /** The bound is the last number of what the library says, such as "( + 0 < 1)". */
    private static String number(String said) {
        var numbers = NUMBER.matcher(said).results().map(MatchResult::group).toList();
        return numbers.isEmpty() ? "fewer" : numbers.getLast();
    }

    private static final Set<String> BY_LANGUAGE = Set.of("texts", "labels", "said", "reason");

    /** Where nothing better is known to be written. */
    static final String BY_CONTRACT = "write it as the OpenAPI file has it";

    /** What to write where a pattern did not match. */
    static String remedy(String place) {
        if (place.contains("/fields/") || place.startsWith("values")) {
            return "a field's key is lower case, such as account";
        }
        if (BY_LANGUAGE.contains(place.replaceFirst("/.*", ""))) {
            return "write texts by language, two or three small letters such as ru";
        }
        return switch (place.replaceAll("/\\d+$", "").replaceAll(".*/", "")) {
            case "handle", "handles" ->
                    "write kind:value, kind one of tel, email, telegram, whatsapp, messenger,"
                            + " instagram, viber, vk, web, card, local;"
                            + " such as tel:+77011234567 (in a query percent-encoded, tel:%2B7…)";
            case "startedAt",
                    "endedAt",
                    "openedAt",
                    "closedAt",
                    "from",
                    "until",
                    "before",
                    "since" ->
                    "write an ISO 8601 instant with offset, such as 2026-05-11T09:00:00Z";
            case "to" -> "write a day as 2026-11-21";
            case "externalId" -> "write 1 to 200 characters, percent-encoded where needed";
            case "topic", "replacedBy" ->
                    "write lower case words joined by dots, such as billing.payment";
            case "language" -> "write a language as BCP 47 has it, such as ru or kk-KZ";
            case "recommendationId" ->
                    "write lower case words joined by dashes, 80 characters at most, such as"
                            + " fibre-300";
            case "segment", "segments", "product", "disposition" ->
                    "write 1 to 100 characters, none of them a line break";
            case "responsibleAgent", "servedBy" -> "write the name an agent signs in by";
            case "pin" -> "write 4 to 12 digits, as a text";
            case "preferredChannel" -> "write one of " + ConsentChannel.names();
            case "source" -> "write lower case letters, digits, dot, dash; such as webchat";
            case "queue" -> "write a queue's name, such as main";
            case "priority" -> "write a whole number from 0 to 9";
            case "after", "limit" -> "write a whole number, in digits";
            case "contactId", "customerId", "customers", "noticeId", "fileId" ->
                    "write an id as answers give it, a lower case UUID";
            case "field" -> "write a key of the settings' fields, such as account";
            case "template" ->
                    "write the id of a template in the settings: lower case letters, digits, dash,"
                            + " such as call-back";
            case "flow" -> "write the name of a loaded flow, such as telecom";
            case "node" -> "write a node of the flow that is a menu, such as main";
            default -> BY_CONTRACT;
        };
    }

    private static String keyword(OutputUnit unit) {
        var location = unit.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String place(String instanceLocation) {
        var decoded = decoded(instanceLocation);
        return decoded.startsWith("#/") ? decoded.substring(2) : "";
    }

    /** The library encodes some characters of names, a percent sign that was sent not. */
    private static String decoded(String instanceLocation) {
        try {
            return URLDecoder.decode(instanceLocation, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return instanceLocation;
        }
    }

    private static String join(String place, String name) {
        return place.isEmpty() ? name : place + "/" + name;
    }

    private static String between(String text, char from, char to) {
        return text.substring(text.indexOf(from) + 1, text.lastIndexOf(to));
    }

    /** The library says: Instance type number is invalid. Expected string, null. */
    private static String types(String said) {
        return Stream.of(said.replaceFirst("^.*Expected ", "").split("[ ,]+"))
                .map(SchemaErrors::type)
                .collect(Collectors.joining(" or "));
    }

    private static String type(String name) {
        return switch (name) {
            case "string" -> "a text, in quotation marks";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list, in [ ]";
            case "object" -> "an object, in { }";
            default -> name;
        };
    }
}
