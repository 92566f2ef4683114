package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to be right at once is what the validator calls right, and can be kept. */
final class SoundTest {
    private static final String RIGHT =
            """
            {"contacts": [
              {"source": "crm", "externalId": "c-1", "nature": "interaction", "channel": "chat",
               "direction": "inbound", "handles": ["tel:+77011234567", "email:aigul@example.com"],
               "trust": "claimed", "topic": "billing.payment", "startedAt": "2026-05-11T09:00:00Z",
               "endedAt": "2026-05-11T09:04:00.123+05:00", "fields": {"account": "123456"}},
              {"source": "shop", "externalId": "\u044f-2 \ud83d\ude00", "nature": "activity", "channel": "web",
               "direction": "inbound", "handles": ["web:v-1"], "startedAt": "2026-05-11T09:00Z"}]}
            """;

    private static final Contract CONTRACT = contract();
    private static final Sound sound = CONTRACT.sound("reportContacts");
    private static final Validator validator = CONTRACT.body("reportContacts");
    private static final Bounds bounds = CONTRACT.bounds("reportContacts");

    private static Contract contract() {
        var vertx = Vertx.vertx();
        try {
            return Contract.load(vertx).await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            vertx.close();
        }
    }

    @Test
    void rightContactsAreKnownAtOnce() {
        assertThat(sound.is(body(RIGHT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fact\": \"putFact\", \"area\": \"outage.internet\"}",
                "{}",
                "{\"contacts\": []}",
                "{\"contacts\": null}",
                "{\"contacts\": {}}",
                "{\"contacts\": [null]}",
                "{\"contacts\": [[]]}",
                "{\"contacts\": [\"tel:+77011234567\"]}"
            })
    void whatIsNoListOfContactsIsNot(String text) {
        assertThat(sound.is(body(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source",
                "externalId",
                "handles",
                "nature",
                "direction",
                "channel",
                "startedAt"
            })
    void aContactThatLacksAMemberIsNot(String missing) {
        var body = body(RIGHT);
        body.getJsonArray("contacts").getJsonObject(1).remove(missing);

        assertThat(sound.is(body)).isFalse();
        assertThat(validator.validate(body).getValid()).isFalse();
    }

    @Test
    void moreThanThereMayBeIsNot() {
        var one = body(RIGHT).getJsonArray("contacts").getJsonObject(1);

        assertThat(sound.is(contacts(Collections.nCopies(500, one)))).isTrue();
        assertThat(sound.is(contacts(Collections.nCopies(501, one)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsChangedInThemItIsNoSurerThanTheValidator(long seed) {
        var random = new Random(seed);
        var values = values(seed);
        var right = 0;
        for (var i = 0; i < 400; i++) {
            var body = body(RIGHT);
            change(body.getMap(), values, random);

            if (sound.is(body)) {
                right++;
                assertThat(validator.validate(body).getValid()).as("%s", body).isTrue();
                assertThat(bounds.exceeded(body)).isEmpty();
                assertThat(Unstorable.in(body)).isEmpty();
            }
        }

        assertThat(right).as("right in spite of the change").isPositive();
    }

    /** One value, wherever it stands, becomes another, or a member more. */
    private static void change(@Nullable Object part, List<Object> values, Random random) {
        if (part instanceof Map<?, ?> object && !object.isEmpty() && random.nextInt(4) > 0) {
            var names = List.copyOf(object.keySet());
            var name = names.get(random.nextInt(names.size()));
            var below = object.get(name);
            if (below instanceof String || random.nextInt(8) == 0) {
                put(object, random.nextInt(8) == 0 ? any(values, random) : name, values, random);
            } else {
                change(below, values, random);
            }
        } else if (part instanceof List<?> list && !list.isEmpty()) {
            var place = random.nextInt(list.size());
            if (list.get(place) instanceof String) {
                set(list, place, any(values, random));
            } else {
                change(list.get(place), values, random);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<?, ?> object, Object name, List<Object> values, Random random) {
        ((Map<String, Object>) object).put(String.valueOf(name), any(values, random));
    }

    @SuppressWarnings("unchecked")
    private static void set(List<?> list, int place, Object value) {
        ((List<Object>) list).set(place, value);
    }

    private static Object any(List<Object> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<Object> values(long seed) {
        var values = new ArrayList<Object>(Rough.texts(seed, 60));
        values.addAll(
                List.of(
                        "a",
                        "crm",
                        "phone",
                        "outbound",
                        "interaction",
                        "verified",
                        "tel:1",
                        "a.b",
                        "2026-05-11T09:00:00Z",
                        "2026-05-11T09:00:00Z\n",
                        "crm\n",
                        "\u0000",
                        "\ud83d",
                        "x".repeat(200),
                        "x".repeat(201),
                        "\ud83d\ude00".repeat(200)));
        values.addAll(List.of(1, 1.5, true, List.of(), new ArrayList<>(List.of("web:a"))));
        values.addAll(List.of(new HashMap<>(Map.of("account", "1")), Map.of("A", "1"), Map.of()));
        return values;
    }

    private static JsonObject contacts(List<JsonObject> contacts) {
        return body(new JsonObject().put("contacts", new JsonArray(contacts)).encode());
    }

    private static JsonObject body(String text) {
        return switch (new JsonBody().read(Buffer.buffer(text))) {
            case JsonBody.Reading.Read(var body) -> body;
            case JsonBody.Reading.Refused(var problem) ->
                    throw new IllegalArgumentException(problem.json().encode());
        };
    }
}
