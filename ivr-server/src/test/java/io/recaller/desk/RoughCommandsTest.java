package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a page sends is a command or none; the connection does not break. */
@Timeout(20)
final class RoughCommandsTest {
    private static final Map<String, Object> WHOLE =
            Map.of(
                    "v", Message.VERSION,
                    "type", "disposition",
                    "assignment", "0199a2b4-6d10-7cc3-98c4-dc0c0c07398f",
                    "topic", "outage",
                    "disposition", "resolved",
                    "ready", true);

    @Test
    void textThatIsNoneOfOursIsNoCommand() {
        for (var text : Rough.texts(3, 500)) {
            assertThat(Command.parse(text)).isEmpty();
            for (var key : WHOLE.keySet()) {
                var json = new JsonObject(new java.util.HashMap<>(WHOLE)).put(key, text);
                assertThat(Command.parse(json.encode()))
                        .as(key)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isEmpty(),
                                some -> assertThat(key).isEqualTo("topic"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "type", "assignment", "topic", "disposition", "ready"})
    void aPartOfAnotherKindIsNoCommand(String key) {
        for (var type : List.of("disposition", "card-ack", "ready")) {
            for (var value : List.of(List.of(), Map.of(), 1.5, 1e300, false, "")) {
                var json = new JsonObject(new java.util.HashMap<>(WHOLE)).put("type", type);

                assertThat(Command.parse(json.put(key, value).encode())).isNotNull();
            }
            var nothing = new JsonObject(new java.util.HashMap<>(WHOLE)).put("type", type);
            assertThat(Command.parse(nothing.putNull(key).encode())).isNotNull();
        }
        assertThat(Command.parse("null")).isEmpty();
        assertThat(Command.parse("")).isEmpty();
    }
}
