package io.recaller.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.register.Explanation.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was proved and confirmed on the way, with its times. */
class ProvedTest {
    private static final String DATA =
            """
            {"account": "40035871", "prefilled.account": "chat 2026-11-26T10:00:00Z",
             "confirmed.account": "2026-11-26T12:00:30Z", "proved.pin": "2026-11-26T12:00:20Z",
             "unproved.pin": "2026-11-26T12:00:10Z", "paged.main": "2026-11-26T12:00:40Z"}
            """;

    @Test
    void aPinAndAConfirmationAreToldWithTheirTimesAndNoValue() throws Exception {
        var lines =
                Proved.of(
                        json(DATA),
                        path(
                                """
                                [{"at":"main"},{"at":"pin"},{"at":"pin","wrong":"proof"},
                                 {"at":"other","wrong":"proof"},{"at":"pin","wrong":"proof"}]
                                """));

        assertThat(lines)
                .containsExactly(
                        happened("12:00:10", "a wrong PIN was keyed at pin, the last of 2"),
                        happened("12:00:20", "the PIN keyed at pin was right"),
                        happened("12:00:30", "field account was read back and confirmed"),
                        happened(
                                "12:00:40",
                                "menu main was read, and the key for a page was pressed in it"));
    }

    @Test
    void oneWrongPinIsNotCountedAndWithoutAnythingThereIsNothing() throws Exception {
        var data = json("{\"unproved.pin\": \"2026-11-26T12:00:10Z\"}");

        assertThat(Proved.of(data, path("[{\"at\":\"pin\",\"wrong\":\"proof\"}]")))
                .containsExactly(happened("12:00:10", "a wrong PIN was keyed at pin"));
        assertThat(Proved.of(json("{}"), path("[]"))).isEmpty();
    }

    private static Happened happened(String time, String words) {
        return Happened.at(Instant.parse("2026-11-26T" + time + "Z"), words);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    private static List<JsonNode> path(String text) throws JsonProcessingException {
        var entries = new ArrayList<JsonNode>();
        json(text).forEach(entries::add);
        return entries;
    }
}
