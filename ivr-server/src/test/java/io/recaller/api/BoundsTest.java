package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.api.Served.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much for one request is refused before it costs anything, in few words. */
class BoundsTest {
    private static final String CONTACTS = "/api/v1/contacts";
    private static final int FEW_WORDS = 20_000;
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    static List<String> tooMuch() {
        return List.of(
                "{\"contacts\":[" + repeated("{}", 340_000) + "]}",
                "{\"contacts\":[" + repeated("0", 500_000) + "]}",
                "{\"contacts\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"contacts\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}",
                "{\"contacts\":[{\"topic\":\"" + "a.".repeat(400_000) + "a\"}]}",
                "{\"" + "n".repeat(100_000) + "\":1}",
                "{\"contacts\":[{\"startedAt\":" + "9".repeat(100_000) + "}]}");
    }

    @ParameterizedTest
    @MethodSource
    void tooMuch(String body) {
        var reply = served.post(CONTACTS, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("too-much");
        assertThat(reply.text()).contains("line 1, column").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contacts\":[[[]]]}",
                "{\"contacts\":[[{\"source\":\"crm\"}]]}",
                "{\"contacts\":[{\"source\":[[]]}]}",
                "{\"contacts\":[{\"handles\":[[\"tel:+77012345678\"]]}]}",
                "{\"contacts\":[{\"startedAt\":[{\"a\":[[1]]}]}]}"
            })
    void aListWhereNoneShouldBeIsToldAsSuch(String body) {
        var reply = served.post(CONTACTS, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("invalid-request");
    }

    @Test
    void aListThatIsTooLongIsToldByItsPlaceAndBound() {
        var batch = served.post(CONTACTS, "{\"contacts\":[" + repeated("{}", 20_000) + "]}");
        var oneMore = served.post(CONTACTS, contacts(Collections.nCopies(501, contact())));
        var handles =
                served.post(
                        CONTACTS,
                        contacts(
                                List.of(
                                        contact(),
                                        contact()
                                                .put(
                                                        "handles",
                                                        list("tel:+77012345678", 30_000)))));
        var members = members(30_000);
        var fields = served.post(CONTACTS, contacts(List.of(contact().put("fields", members))));
        var unknown = served.post(CONTACTS, members.encode());
        var texts =
                served.put(
                        "/api/v1/facts/crm/1",
                        new JsonObject().put("kind", "order").put("texts", members).encode());

        assertThat(only(batch)).isEqualTo("contacts has 20000 items; send at most 500 at once");
        assertThat(only(oneMore)).isEqualTo("contacts has 501 items; send at most 500 at once");
        assertThat(only(handles))
                .isEqualTo("contacts/1/handles has 30000 items; send at most 10 at once");
        assertThat(only(fields))
                .isEqualTo("contacts/0/fields has 30000 members; send at most 50 at once");
        assertThat(only(unknown)).isEqualTo(" has 30000 members; send at most 1 at once");
        assertThat(only(texts)).isEqualTo("texts has 30000 members; send at most 20 at once");
    }

    @Test
    void whatIsALittleTooLongIsToldWithAllElseThatIsWrongAndTheRestIsTaken() {
        var wrong = contact().put("handles", list("tel:+77012345678", 11)).put("channel", "pigeon");
        var right = contact().put("externalId", "little-right");

        var reply = served.post(CONTACTS, contacts(List.of(wrong, right)));

        assertThat(reply.status()).isEqualTo(207);
        assertThat(reply.json().getInteger("created")).isEqualTo(1);
        assertThat(reply.text()).contains("contacts/0/handles", "contacts/0/channel");
    }

    @Test
    void ofManyErrorsTheFirstAreToldAndHowManyThereAreBesides() {
        var wrong = new JsonObject().put("nature", 1).put("channel", "pigeon");

        var reply = served.post(CONTACTS, contacts(Collections.nCopies(500, wrong)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonArray("errors")).hasSize(100);
        assertThat(reply.json().getString("detail")).contains("more errors are not listed");
        assertThat(reply.text()).hasSizeLessThan(FEW_WORDS);
    }

    @Test
    void ofEachRefusedItemAFewErrorsAreTold() {
        var wrong = contact();
        members(20).forEach(member -> wrong.put(member.getKey(), 1));

        var reply =
                served.post(CONTACTS, contacts(List.of(wrong, contact().put("externalId", "few"))));

        var errors = reply.json().getJsonArray("results").getJsonObject(0).getJsonArray("errors");
        assertThat(reply.status()).isEqualTo(207);
        assertThat(errors).hasSize(10);
    }

    @Test
    void bodiesForWhichThereIsNoRoomComeAgain() throws Exception {
        var limits =
                new ApiLimits(
                        1_048_576,
                        Duration.ofMillis(500),
                        1,
                        8,
                        64,
                        Duration.ofSeconds(5),
                        500,
                        500);
        var api = FIXTURE.api(Fixture.keys(), limits, (_, _, node) -> Fixture.layout(node));
        var body = contacts(List.of(contact())) + " ".repeat(900_000);
        try (var small = Served.api(api);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent =
                    IntStream.range(0, 12)
                            .mapToObj(
                                    _ -> threads.submit(() -> small.post(CONTACTS, body).status()))
                            .toList();
            var answers = Stream.<Integer>builder();
            for (var one : sent) {
                answers.add(one.get(30, TimeUnit.SECONDS));
            }

            assertThat(answers.build().distinct()).isSubsetOf(200, 503).contains(200);
            assertThat(small.post(CONTACTS, body).status()).isEqualTo(200);
        }
    }

    @Test
    void whoSendsABodyForEverIsCutOffAndItsRoomIsFree() throws Exception {
        var limits =
                new ApiLimits(
                        1_048_576,
                        Duration.ofMillis(500),
                        1,
                        8,
                        64,
                        Duration.ofSeconds(5),
                        500,
                        500);
        var api = FIXTURE.api(Fixture.keys(), limits, (_, _, node) -> Fixture.layout(node));
        try (var small = Served.api(api);
                var socket = small.socket()) {
            var head =
                    "POST /api/v1/contacts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + Served.KEY
                            + "\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Content-Length: 1000000\r\n\r\n"
                            + "{";

            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var closed = socket.getInputStream().read();

            assertThat(closed).isEqualTo(-1);
            assertThat(small.post(CONTACTS, contacts(List.of(contact()))).status()).isEqualTo(200);
        }
    }

    @Test
    void everyListObjectAndTextOfARequestIsBounded() throws Exception {
        var vertx = Vertx.vertx();
        var contract = Contract.load(vertx).await(20, TimeUnit.SECONDS).plain();
        vertx.close().await(20, TimeUnit.SECONDS);

        for (var path : contract.getJsonObject("paths")) {
            for (var method : (JsonObject) path.getValue()) {
                if (method.getValue() instanceof JsonObject operation
                        && operation.containsKey("requestBody")) {
                    var json = operation.getJsonObject("requestBody").getJsonObject("content");
                    var schema = json.getJsonObject("application/json").getJsonObject("schema");
                    bounded(operation.getString("operationId"), contract, schema);
                }
            }
        }
    }

    private static void bounded(String place, JsonObject contract, JsonObject named) {
        var rules = named;
        if (named.containsKey("$ref")) {
            rules = contract;
            for (var step : named.getString("$ref").substring(2).split("/", -1)) {
                rules = rules.getJsonObject(step);
            }
        }
        var type = type(rules);
        switch (type) {
            case "array" -> {
                assertThat(rules.getInteger("maxItems")).as(place).isNotNull();
                bounded(place + "[]", contract, rules.getJsonObject("items"));
            }
            case "object" -> {
                var closed = Boolean.FALSE.equals(rules.getValue("additionalProperties"));
                assertThat(closed || rules.containsKey("maxProperties")).as(place).isTrue();
                for (var member : rules.getJsonObject("properties", new JsonObject())) {
                    bounded(
                            place + "." + member.getKey(),
                            contract,
                            (JsonObject) member.getValue());
                }
            }
            case "string" ->
                    assertThat(rules.containsKey("maxLength") || rules.containsKey("enum"))
                            .as(place)
                            .isTrue();
            default -> assertThat(type).as(place).isIn("integer", "boolean", "number");
        }
    }

    /** Of what may be null too, the other. */
    private static String type(JsonObject rules) {
        return rules.getValue("type") instanceof JsonArray several
                ? several.getString(0)
                : rules.getString("type", "");
    }

    private static String only(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        var errors = reply.json().getJsonArray("errors");
        assertThat(errors).hasSize(1);
        var error = errors.getJsonObject(0);
        return error.getString("field") + " " + error.getString("detail");
    }

    private static String contacts(List<JsonObject> contacts) {
        return new JsonObject().put("contacts", new JsonArray(contacts)).encode();
    }

    private static JsonObject contact() {
        return new JsonObject()
                .put("source", "webchat")
                .put("externalId", "bounds")
                .put("nature", "interaction")
                .put("channel", "chat")
                .put("direction", "inbound")
                .put("handles", new JsonArray().add("tel:+77012345678"))
                .put("startedAt", "2026-05-11T09:00:00Z");
    }

    private static JsonArray list(String value, int count) {
        return new JsonArray(Collections.nCopies(count, value));
    }

    private static JsonObject members(int count) {
        var object = new JsonObject();
        IntStream.range(0, count).forEach(index -> object.put("m" + index, "x"));
        return object;
    }

    private static String repeated(String item, int count) {
        return Collections.nCopies(count, item).stream().collect(Collectors.joining(","));
    }
}
