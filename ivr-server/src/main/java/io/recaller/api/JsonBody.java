package io.recaller.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a body of untrusted text into a tree, which may be a hundred times larger than the text: so
 * what it may hold is bounded while it is read, before any of it is checked. Thread-safe.
 */
final class JsonBody {
    /** 500 contacts with every member, ten handles and 50 fields each are 90,000. */
    private static final long MOST_TOKENS = 100_000;

    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NAME = 1_000;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** As Jackson says it; the name is told again only where it is one of a member of ours. */
    private static final Pattern TWICE =
            Pattern.compile(
                    "^Duplicate (?:field|Object property) (?:['\"]([A-Za-z0-9_.-]{1,60})['\"])?");

    private final ObjectMapper mapper =
            new ObjectMapper(
                    JsonFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxTokenCount(MOST_TOKENS)
                                            .maxNestingDepth(DEEPEST)
                                            .maxStringLength(LONGEST_TEXT)
                                            .maxNameLength(LONGEST_NAME)
                                            .maxNumberLength(100)
                                            .build())
                            .build());

    /** What came of reading. */
    sealed interface Reading {
        record Read(JsonObject body) implements Reading {}

        record Refused(Problem problem) implements Reading {}
    }

    Reading read(Buffer body) {
        try (var parser = mapper.createParser(body.getBytes())) {
            return read(parser);
        } catch (MismatchedInputException other) {
            return new Reading.Refused(isBlank(body) ? Problem.nothing() : Problem.notAnObject());
        } catch (JsonProcessingException notJson) {
            return new Reading.Refused(refused(notJson));
        } catch (IOException notJson) {
            return new Reading.Refused(Problem.notJson());
        }
    }

    private static boolean isBlank(Buffer body) {
        for (var i = 0; i < body.length(); i++) {
            if (!Character.isWhitespace(body.getByte(i))) {
                return false;
            }
        }
        return true;
    }

    private Reading read(JsonParser parser) throws IOException {
        try {
            var map = mapper.readValue(parser, OBJECT);
            if (map == null) {
                return new Reading.Refused(Problem.notAnObject());
            }
            // A line for each object, say: what stands behind the first would be lost unsaid.
            return parser.nextToken() == null
                    ? new Reading.Read(new JsonObject(map))
                    : new Reading.Refused(Problem.notOneObject(place(parser.currentLocation())));
        } catch (StreamConstraintsException bound) {
            return new Reading.Refused(Problem.tooMuch(place(parser.currentLocation())));
        }
    }

    private static Problem refused(JsonProcessingException notJson) {
        var at = notJson.getLocation();
        if (at == null) {
            return Problem.notJson();
        }
        var words = "" + notJson.getOriginalMessage();
        var twice = TWICE.matcher(words);
        if (twice.find()) {
            return Problem.twice(Optional.ofNullable(twice.group(1)), place(at));
        }
        return words.startsWith("Invalid UTF-8")
                ? Problem.notUtf8(place(at))
                : Problem.notJson(place(at));
    }

    private static String place(JsonLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
