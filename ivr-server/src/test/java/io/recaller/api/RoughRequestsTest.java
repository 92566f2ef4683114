package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a system sends is taken, or refused with its place; never an error of the server's. */
@Timeout(60)
class RoughRequestsTest {
    private static final ApiLimits UNHURRIED =
            new ApiLimits(
                    1_048_576, Duration.ofSeconds(9), 4, 4, 64, Duration.ofSeconds(9), 9999, 9999);

    private static final Fixture FIXTURE = new Fixture();
    private static final Served served =
            Served.api(FIXTURE.api(Fixture.keys(), UNHURRIED, (_, _, _) -> Optional.empty()));

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"externalId", "handles", "topic", "language", "fields", "source"})
    void aContactIsTakenOrToldWhereItIsWrongAndTheOthersAreTaken(String where) {
        var texts = Rough.texts(where.hashCode(), 40);
        for (var from = 0; from < texts.size(); from += 20) {
            var contacts = new JsonArray().add(contact(where + from));
            texts.subList(from, Math.min(from + 20, texts.size())).stream()
                    .map(text -> text.substring(0, Math.min(text.length(), 900)))
                    .map(text -> put(contact(where + text.hashCode()), where, text))
                    .forEach(contacts::add);
            var body = new JsonObject().put("contacts", contacts).encode();

            var reply = served.post("/api/v1/contacts", escaped(body));

            assertThat(reply.status()).as(where + " " + reply.text()).isIn(200, 207, 400, 422);
            if (reply.status() != 400) {
                assertThat(reply.json().getInteger("created")).isPositive();
            }
            if (reply.status() != 200) {
                assertThat(reply.text()).contains(where);
            }
        }
    }

    @Test
    void factsRequestsAndCustomersAreTakenOrToldWhereTheyAreWrong() {
        for (var text : Rough.texts(11, 30)) {
            var fact =
                    new JsonObject()
                            .put("area", text)
                            .put("kind", text)
                            .put("topic", text)
                            .put("from", text)
                            .put("texts", new JsonObject().put("en", text).put(text, "x"));
            var request =
                    new JsonObject()
                            .put("handle", text)
                            .put("kind", text)
                            .put("topic", "outage")
                            .put("status", text)
                            .put("openedAt", text);

            for (var reply :
                    List.of(
                            served.put("/api/v1/facts/shop/1", escaped(fact.encode())),
                            served.put("/api/v1/requests/crm/1", escaped(request.encode())),
                            served.put("/api/v1/topics/rough", labels(text)),
                            served.post("/api/v1/contacts", text),
                            served.post("/api/v1/contacts", "{\"contacts\": " + text + "}"))) {
                assertThat(reply.status())
                        .as(shown(text) + reply.text())
                        .isIn(200, 201, 400, 413, 422);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/facts/shop/2 | topic | outage",
                "/api/v1/facts/shop/2 | kind | outage",
                "/api/v1/facts/shop/2 | from | 2026-05-01T10:00:00Z",
                "/api/v1/requests/crm/2 | topic | outage",
                "/api/v1/requests/crm/2 | openedAt | 2026-05-01T10:00:00Z",
            })
    void aLineEndBehindAValueIsToldWhereItMatters(String path, String where, String value) {
        for (var end : List.of("\n", "\r\n", "\u2028")) {
            var body =
                    new JsonObject()
                            .put("handle", "tel:+77011234567")
                            .put("kind", "repair")
                            .put("topic", "outage")
                            .put(path.contains("facts") ? "from" : "openedAt", "2026-05-01T10:00Z")
                            .put(where, value + end);

            var reply = served.put(path, escaped(body.encode()));

            assertThat(reply.status()).as(where + reply.text()).isIn(200, 201, 400);
            assertThat(reply.status() == 400).isEqualTo(!where.equals("kind"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "source", "startedAt"})
    void aContactWithALineEndBehindAWordIsToldAndItsLineEndBehindAHandleIsPassedOver(String where) {
        var contact = contact("line-" + where);
        var wrong =
                put(
                        contact.copy().put("topic", "outage"),
                        where,
                        contact.getString(where, "outage") + "\n");
        var right = put(contact("handle-" + where), "handles", "line-end\r\n");

        var refused = served.post("/api/v1/contacts", contacts(wrong));
        var taken = served.post("/api/v1/contacts", contacts(right));

        assertThat(refused.status()).as(refused.text()).isIn(400, 422);
        assertThat(refused.text()).contains(where);
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(served.get("/api/v1/customers?handle=web:line-end%0D%0A").status())
                .isEqualTo(200);
    }

    private static String contacts(JsonObject contact) {
        return new JsonObject().put("contacts", new JsonArray().add(contact)).encode();
    }

    /** One line a mistake, and none about a schema. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\": 7} | status: write a text, in quotation marks",
                "{\"trust\": 7} | trust: is not known here; leave it out",
                "{\"tier\": 7} | tier: write one of unknown, claimed, attested, verified",
                "{\"tier\": null} | tier: write one of unknown, claimed, attested, verified",
                "{\"texts\": []} | texts: write an object, in { }",
                "{\"texts\": {\"ru\": 1}} | texts/ru: write a text, in quotation marks",
            })
    void aMistakeIsToldOnceAndInWords(String wrong, String told) {
        var request =
                new JsonObject()
                        .put("handle", "tel:+77011234567")
                        .put("kind", "repair")
                        .put("topic", "outage")
                        .put("status", "open")
                        .put("openedAt", "2026-05-01T10:00:00Z")
                        .mergeIn(new JsonObject(wrong));

        var errors = served.put("/api/v1/requests/crm/1", request.encode()).json();

        assertThat(errors.getJsonArray("errors").stream().map(JsonObject.class::cast))
                .extracting(error -> error.getString("field") + ": " + error.getString("detail"))
                .containsExactly(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/customers?handle=",
                "/api/v1/customers?handle=web:",
                "/api/v1/customers/0199a2b4-6d10-7cc3-98c4-dc0c0c07398f/timeline?before=",
                "/api/v1/customers/0199a2b4-6d10-7cc3-98c4-dc0c0c07398f/timeline?limit=",
                "/api/v1/customers/",
                "/api/v1/reports/"
            })
    void aPathOrQueryIsAnsweredWhateverItSays(String before) {
        for (var text : Rough.texts(before.hashCode(), 60)) {
            if (text.length() > 2_000) {
                continue;
            }
            var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            for (var written : List.of(encoded, encoded.replace("%", "%25"))) {
                var reply = served.get(before + written);

                assertThat(reply.status()).as(before + written + reply.text()).isLessThan(500);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%C0%80", "%C0%AF", "%E0%80%AF", "%F0%80%80%AF", "%ED%A0%80", "%F8%88%80%80%80",
                "%FF", "%u0041", "a%00", "%00", "web:a%0", "%"
            })
    void whatIsNoUtf8IsNamed(String written) {
        var reply = served.sendRaw("/api/v1/customers?handle=web:" + written);

        assertThat(reply).startsWith("HTTP/1.1 400").contains("\"field\":\"handle\"");
    }

    @Test
    void lettersThatAreNotEncodedAreReadAsTheyWereSent() {
        var sent = put(contact("raw"), "handles", "посетитель-é-😀");
        var body = new JsonObject().put("contacts", new JsonArray().add(sent)).encode();
        assertThat(served.post("/api/v1/contacts", body).status()).isEqualTo(200);

        var reply = served.sendRaw("/api/v1/customers?handle=web:посетитель-é-😀");

        assertThat(reply).startsWith("HTTP/1.1 200").contains("customerId");
    }

    private static JsonObject put(JsonObject contact, String where, String text) {
        return switch (where) {
            case "handles" -> contact.put(where, new JsonArray().add("web:" + text));
            case "fields" -> contact.put(where, new JsonObject().put("account", text));
            default -> contact.put(where, text);
        };
    }

    private static JsonObject contact(String id) {
        return new JsonObject()
                .put("source", "rough")
                .put("externalId", "" + id.hashCode())
                .put("handles", new JsonArray().add("web:rough"))
                .put("nature", "interaction")
                .put("direction", "inbound")
                .put("channel", "chat")
                .put("startedAt", "2026-05-11T09:00:00Z");
    }

    private static String labels(String text) {
        var labels = new JsonObject().put("en", text).put(text, text);
        return escaped(new JsonObject().put("labels", labels).encode());
    }

    /** Halves of characters cannot be sent but as JSON escapes them. */
    private static String escaped(String json) {
        var escaped = new StringBuilder();
        json.chars()
                .forEach(c ->
                        escaped.append(
                                Character.isSurrogate((char) c)
                                        ? "\\u%04x".formatted(c)
                                        : "" + (char) c));
        return escaped.toString();
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(80, text.length())) + ": ";
    }
}
