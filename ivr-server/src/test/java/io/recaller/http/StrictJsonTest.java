package io.recaller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doors of pages read. */
class StrictJsonTest {
    @Test
    void anObjectIsReadAsVertxReadsIt() {
        var text = "{\"v\":1,\"type\":\"say\",\"long\":5000000000,\"in\":{\"a\":[1,{\"b\":null}]}}";

        assertThat(StrictJson.object(text)).isEqualTo(new JsonObject(text));
        assertThat(StrictJson.object(text).getJsonObject("in").getJsonArray("a").getJsonObject(1))
                .isEqualTo(new JsonObject().putNull("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"да\",\"text\":\"нет\"}",
                "{\"a\":{\"x\":1,\"x\":1}}",
                "{\"a\":1,\"\\u0061\":2}",
                "{}{}",
                "[]",
                "null",
                "",
                "1"
            })
    void whatIsNotOneObjectWithEachMemberOnceIsNone(String text) {
        assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(DecodeException.class);
    }
}
