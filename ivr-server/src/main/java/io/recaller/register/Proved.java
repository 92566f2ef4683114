package io.recaller.register;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.register.Explanation.Happened;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What somebody proved by a PIN, what they confirmed that was read back, and in which menu they
 * wished for a page, which is no answer to it: a dialogue's data has when, as the engine notes it.
 * No value, and nothing that was keyed.
 */
final class Proved {
    private static final String RIGHT = "proved.";
    private static final String WRONG = "unproved.";
    private static final String CONFIRMED = "confirmed.";
    private static final String PAGED = "paged.";

    private Proved() {}

    /**
     * In no order.
     *
     * @param path the dialogue's, which has each wrong one
     */
    static List<Happened> of(JsonNode data, List<JsonNode> path) {
        return Stream.of(
                        lines(data, WRONG, node -> wrong(node, times(path, node))),
                        lines(data, RIGHT, node -> "the PIN keyed at " + node + " was right"),
                        lines(
                                data,
                                CONFIRMED,
                                field -> "field " + field + " was read back and confirmed"),
                        lines(
                                data,
                                PAGED,
                                menu ->
                                        "menu "
                                                + menu
                                                + " was read, and the key for a page was pressed in"
                                                + " it"))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<Happened> lines(
            JsonNode data, String beginning, Function<String, String> words) {
        return data.properties().stream()
                .filter(entry -> entry.getKey().startsWith(beginning))
                .map(entry ->
                        Happened.at(
                                Instant.parse(entry.getValue().asText()),
                                words.apply(entry.getKey().substring(beginning.length()))));
    }

    private static String wrong(String node, long times) {
        return "a wrong PIN was keyed at " + node + (times > 1 ? ", the last of " + times : "");
    }

    private static long times(List<JsonNode> path, String node) {
        return path.stream()
                .filter(entry ->
                        entry.path("wrong").asText().equals("proof")
                                && entry.path("at").asText().equals(node))
                .count();
    }
}
