package io.recaller.api;

import static io.recaller.db.generated.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.CustomerStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.People;
import io.recaller.customer.handle.Handles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts and requests told over HTTP, down to the rows, and back in the timeline. */
class CircumstancesTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.apiWithAreas());
    private static final AtomicInteger NUMBERS = new AtomicInteger(2_000_000);

    private final String number = "+7702" + NUMBERS.incrementAndGet();

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @Test
    void aFactIsInTheTimelineOfItsNewCustomerWhileItIsTrue() {
        var told = served.put("/api/v1/facts/shop/a1", fact().encode());

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.json().getString("result")).isEqualTo("created");
        assertThat(told.json().getBoolean("topicKnown")).isTrue();
        assertThat(facts(told).encode())
                .isEqualTo(
                        "[{\"id\":\"shop/a1\",\"kind\":\"delivery\",\"topic\":\"outage.internet\","
                                + "\"from\":\"2026-05-11T08:00:00Z\","
                                + "\"until\":\"2026-05-11T18:00:00Z\",\"tier\":\"claimed\","
                                + "\"texts\":{\"en\":\"Your order\"}}]");
    }

    @Test
    void textsAreKeptByTheCodeOfTheirLanguage() {
        var texts =
                new JsonObject().put("kz", "Тапсырыс").put("rus", "Заказ").put("ru", "Ваш заказ");

        var told = served.put("/api/v1/facts/shop/kz1", fact().put("texts", texts).encode());

        assertThat(facts(told).getJsonObject(0).getJsonObject("texts"))
                .isEqualTo(new JsonObject().put("kk", "Тапсырыс").put("ru", "Ваш заказ"));
    }

    @Test
    void toldAgainItIsBroughtUpToDate() {
        var first = served.put("/api/v1/facts/shop/b1", fact().encode());

        var over = fact().put("until", "2026-05-11T12:00:00Z");
        var second = served.put("/api/v1/facts/shop/b1", over.encode());

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().getString("result")).isEqualTo("updated");
        assertThat(second.json().getString("customerId"))
                .isEqualTo(first.json().getString("customerId"));
        assertThat(facts(second)).isEmpty();
    }

    @Test
    void aRequestIsOpenUntilItIsToldClosed() {
        var open = served.put("/api/v1/requests/crm/c1", request().encode());

        var seen = timeline(open, "").getJsonArray("requests").getJsonObject(0);
        var closed = request().put("status", "done").put("closedAt", "2026-05-11T11:00:00Z");
        var told = served.put("/api/v1/requests/crm/c1", closed.encode());

        assertThat(open.status()).isEqualTo(201);
        assertThat(seen.getString("status")).isEqualTo("in work");
        assertThat(seen.getString("tier")).isEqualTo("verified");
        assertThat(told.status()).isEqualTo(200);
        assertThat(timeline(told, "").getJsonArray("requests")).isEmpty();
    }

    @Test
    void onlyTheFirstPageOfATimelineHasWhatIsGoingOn() {
        var told = served.put("/api/v1/facts/shop/d1", fact().encode());

        assertThat(timeline(told, "?before=2026-05-11T12:00:00Z").fieldNames())
                .containsExactly("contacts");
    }

    @Test
    void aFactOfAnAreaReachesWhoGaveThatArea() {
        var customer = report(new JsonObject().put("area", "almaty-3"));
        var fact = fact().put("area", "almaty-3");
        fact.remove("handle");

        var told = served.put("/api/v1/facts/network/node-12", fact.encode());

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.json().containsKey("customerId")).isFalse();
        assertThat(facts(customer)).hasSize(1);
    }

    /** Kept as its field keeps values, whoever writes it otherwise. */
    @ParameterizedTest
    @CsvSource({"050000, 050 000", "050011, 050\u00a0011", "050022, 050-022", "050033, ٠٥٠٠٣٣"})
    void anAreaIsReadAsTheFieldIsThatSaysWhereACustomerIs(String given, String named) {
        var customer = report(new JsonObject().put("account", given));
        var fact = fact().put("area", named);
        fact.remove("handle");
        var who = customer.json().getString("customerId");
        try (var byAccount = Served.api(FIXTURE.apiWithAreas("account"))) {
            var told = byAccount.put("/api/v1/facts/network/digits-" + given, fact.encode());
            var refused =
                    byAccount.put(
                            "/api/v1/facts/network/digits-" + given,
                            fact.copy().put("area", "Almaty").encode());

            assertThat(told.status()).as(told.text()).isEqualTo(201);
            assertThat(
                            byAccount
                                    .get("/api/v1/customers/" + who + "/timeline")
                                    .json()
                                    .getJsonArray("facts"))
                    .hasSize(1);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("\"area\"", "digits");
        }
    }

    @Test
    void lettersThatArePutTogetherOtherwiseAreTheSameArea() {
        var customer = report(new JsonObject().put("area", "Наурызбай"));
        var fact = fact().put("area", "Наурызбаи\u0306");
        fact.remove("handle");

        var told = served.put("/api/v1/facts/network/node-14", fact.encode());

        assertThat(told.status()).isEqualTo(201);
        assertThat(facts(customer)).hasSize(1);
    }

    @Test
    void withoutAnAreaFieldAnAreaIsRefusedWithTheRemedy() {
        var request = request().put("area", "almaty-3");
        request.remove("handle");
        try (var plain = Served.api(FIXTURE.api())) {
            var reply = plain.put("/api/v1/requests/network/out-1", request.encode());

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("areas-not-used");
            assertThat(reply.json().getString("detail")).contains("facts.area-field");
        }
    }

    @Test
    void aHandleOfSeveralCustomersIdentifiesNobody() {
        share();

        var reply = served.put("/api/v1/facts/shop/e1", fact().encode());

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("shared-handle");
    }

    @Test
    void aTopicNobodyKnowsIsKeptUnderOtherAndTheAnswerSaysSo() {
        var told = served.put("/api/v1/facts/shop/f1", fact().put("topic", "pets.dogs").encode());

        assertThat(told.json().getString("topic")).isEqualTo("other.pets.dogs");
        assertThat(told.json().getBoolean("topicKnown")).isFalse();
    }

    @Test
    void anIdMayHoldWhateverThePathIsEncodedFor() {
        var told = served.put("/api/v1/facts/shop/g1%2Fa%20%C3%A9", fact().encode());

        assertThat(facts(told).getJsonObject(0).getString("id")).isEqualTo("shop/g1/a é");
    }

    @Test
    void whoToldOfWhomIsAudited() {
        var told = served.put("/api/v1/facts/shop/h1", fact().encode());

        var audited =
                FIXTURE.database.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(
                                        AUDIT.CUSTOMER_ID.eq(
                                                UUID.fromString(
                                                        told.json().getString("customerId"))))
                                .fetchSingle());
        assertThat(audited.getActorKind()).isEqualTo("api");
        assertThat(audited.getActor()).isEqualTo("crm");
        assertThat(audited.getAction()).isEqualTo("fact.put");
        assertThat(audited.getDetail().data()).isEqualTo("{\"id\": \"shop/h1\"}");
    }

    @ParameterizedTest
    @CsvSource({"facts, fact", "requests, request"})
    void whatIsToldAndTakenBackOfAnAreaIsAuditedToo(String path, String kind) {
        var told = (kind.equals("fact") ? fact() : request()).put("area", "almaty-9");
        told.remove("handle");
        var id = "trail-" + kind;

        assertThat(served.put("/api/v1/" + path + "/network/" + id, told.encode()).status())
                .isEqualTo(201);
        assertThat(served.delete("/api/v1/" + path + "/network/" + id).status()).isEqualTo(200);
        assertThat(served.delete("/api/v1/" + path + "/network/" + id).status()).isEqualTo(404);

        var audited =
                FIXTURE.database.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.ACTION.startsWith(kind + "."))
                                .and(AUDIT.CUSTOMER_ID.isNull())
                                .orderBy(AUDIT.ID)
                                .fetch(row -> row.getAction() + " " + row.getDetail().data()));
        assertThat(audited.stream().filter(row -> row.contains(id)))
                .containsExactly(
                        kind + ".put {\"id\": \"network/" + id + "\"}",
                        kind + ".delete {\"id\": \"network/" + id + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "handle, '', handle, name the customer by handle",
        "handle, fax:1, handle, 'tel, email'",
        "handle, tel:abc, handle, digits",
        "area, almaty-3, area, beside handle",
        "kind, '', kind, is missing",
        "topic, '', topic, is missing",
        "topic, A b, topic, lower case words",
        "from, '', from, is missing",
        "from, noon, from, ISO 8601",
        "from, 2026-02-30T00:00:00Z, from, ISO 8601",
        "until, 2026-05-11T07:00:00Z, until, is before from",
        "tier, sure, tier, 'unknown, claimed, attested, verified'",
        "colour, red, colour, leave it out",
    })
    void whatIsWrongIsNamedWithItsRemedy(String key, String value, String field, String remedy) {
        var fact = fact().put(key, value);
        if (value.isEmpty()) {
            fact.remove(key);
        }

        refused(served.put("/api/v1/facts/shop/i1", fact.encode()), field, remedy);
    }

    @Test
    void allThatIsWrongWithOneIsToldAtOnce() {
        var fact =
                fact().put("handle", "fax:1")
                        .put("topic", "A b")
                        .put("until", "2026-05-11T07:00:00Z");
        fact.remove("kind");
        assertThat(wrong(served.put("/api/v1/facts/shop/i9", fact.encode())))
                .containsExactlyInAnyOrder("handle", "kind", "topic", "until");

        var request =
                request()
                        .put("area", "almaty-3")
                        .put("openedAt", "2999-01-01T00:00:00Z")
                        .put("closedAt", "2999-01-02T00:00:00Z")
                        .put("colour", "red");
        assertThat(wrong(served.put("/api/v1/requests/Crm/i9", request.encode())))
                .containsExactlyInAnyOrder("area", "openedAt", "closedAt", "colour", "source");
    }

    private static List<String> wrong(Served.Reply reply) {
        assertThat(reply.problem()).as(reply.text()).isEqualTo("invalid-request");
        return reply.json().getJsonArray("errors").stream()
                .map(each -> ((JsonObject) each).getString("field"))
                .toList();
    }

    @Test
    void aTextWantsItsLanguageAndThePathItsSource() {
        var texts = fact().put("texts", new JsonObject().put("English", "Hello"));
        refused(served.put("/api/v1/facts/shop/j1", texts.encode()), "texts", "such as ru");
        refused(served.put("/api/v1/facts/Shop/j2", fact().encode()), "source", "webchat");
        var ahead = request().put("openedAt", "2999-01-01T00:00:00Z");
        refused(served.put("/api/v1/requests/crm/j4", ahead.encode()), "openedAt", "5 minutes");
        var closed = request().put("closedAt", "2026-05-11T12:06:00Z");
        refused(served.put("/api/v1/requests/crm/j5", closed.encode()), "closedAt", "5 minutes");
        var blank = request().put("openedAt", "yesterday");
        refused(served.put("/api/v1/requests/crm/j3", blank.encode()), "openedAt", "ISO 8601");
    }

    @Test
    void onlyJsonIsTakenAndOnlyByTheMethodsThereAre() {
        assertThat(served.put("/api/v1/facts/shop/k1", "[]").problem()).isEqualTo("not-an-object");
        assertThat(served.post("/api/v1/facts/shop/k1", "{}").header("Allow"))
                .isEqualTo("GET, DELETE, PUT");
    }

    @Test
    void aTopicIsListedAsUnknownUntilItIsNamed() {
        report(new JsonObject(), "cable.tv");

        assertThat(topic("other.cable.tv").encode())
                .isEqualTo(
                        "{\"topic\":\"other.cable.tv\",\"labels\":{},\"known\":false,"
                                + "\"contacts\":1}");
        var labels = "{\"labels\":{\"en\":\"Cable TV\",\"ru\":\"Кабельное ТВ\"}}";
        assertThat(served.put("/api/v1/topics/cable.tv", labels).status()).isEqualTo(201);
        assertThat(served.put("/api/v1/topics/cable.tv", labels).status()).isEqualTo(200);
        assertThat(topic("cable.tv").getJsonObject("labels").getString("en")).isEqualTo("Cable TV");
        assertThat(topic("other.cable.tv").getString("replacedBy")).isEqualTo("cable.tv");
        assertThat(topic("other.cable.tv").getBoolean("known")).isTrue();
    }

    @Test
    void aTopicMayBeReplacedByAnotherAndStandForItselfAgain() {
        served.put("/api/v1/topics/move", "{}");
        served.put("/api/v1/topics/relocation", "{\"replacedBy\":\"move\"}");

        var told = served.put("/api/v1/facts/crm/l1", fact().put("topic", "relocation").encode());
        assertThat(told.json().getString("topic")).isEqualTo("move");
        refused(served.put("/api/v1/topics/move", "{\"replacedBy\":\"relocation\"}"));
        refused(served.put("/api/v1/topics/move", "{\"replacedBy\":\"move\"}"));
        refused(served.put("/api/v1/topics/move", "{\"replacedBy\":\"nowhere\"}"));
        assertThat(served.put("/api/v1/topics/relocation", "{}").status()).isEqualTo(200);
        assertThat(topic("relocation").containsKey("replacedBy")).isFalse();
    }

    @Test
    void aTopicsNameAndLabelsAreChecked() {
        refused(served.put("/api/v1/topics/Move", "{}"), "topic", "lower case words");
        refused(
                served.put("/api/v1/topics/move", "{\"labels\":{\"en-GB\":\"Move\"}}"),
                "labels",
                "such as ru");
    }

    private static void refused(Served.Reply reply) {
        refused(reply, "replacedBy", "");
    }

    private static void refused(Served.Reply reply, String field, String remedy) {
        assertThat(reply.problem()).as(reply.text()).isEqualTo("invalid-request");
        var error = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).as(reply.text()).startsWith(field);
        assertThat(error.getString("detail")).contains(remedy);
    }

    private JsonObject fact() {
        return new JsonObject()
                .put("handle", "tel:" + number)
                .put("kind", "delivery")
                .put("topic", "outage.internet")
                .put("from", "2026-05-11T08:00:00Z")
                .put("until", "2026-05-11T18:00:00Z")
                .put("tier", "claimed")
                .put("texts", new JsonObject().put("en", "Your order"));
    }

    private JsonObject request() {
        return new JsonObject()
                .put("handle", "tel:" + number)
                .put("kind", "repair")
                .put("topic", "outage.internet")
                .put("status", "in work")
                .put("openedAt", "2026-05-11T08:00:00Z");
    }

    private Served.Reply report(JsonObject fields) {
        return report(fields, "outage.internet");
    }

    /** A chat; the reply is as that of a fact about the same customer. */
    private Served.Reply report(JsonObject fields, String topic) {
        var contact =
                new JsonObject()
                        .put("source", "webchat")
                        .put("externalId", "chat-" + number)
                        .put("handles", new JsonArray().add("tel:" + number))
                        .put("nature", "interaction")
                        .put("direction", "inbound")
                        .put("channel", "chat")
                        .put("topic", topic)
                        .put("startedAt", "2026-05-11T09:00:00Z")
                        .put("fields", fields);
        var batch = new JsonObject().put("contacts", new JsonArray(List.of(contact)));
        assertThat(served.post("/api/v1/contacts", batch.encode()).status()).isEqualTo(200);
        return served.put("/api/v1/requests/crm/of-" + number, request().encode());
    }

    private void share() {
        var handles = new HandleStore(FIXTURE.ids);
        var customers = new CustomerStore(FIXTURE.ids, handles);
        var shared = ((Handles.Reading.Read) FIXTURE.handles.parse("tel:" + number)).handle();
        FIXTURE.database.runInTransaction(tx -> {
            for (var own : List.of("web:1" + number, "web:2" + number)) {
                var handle = ((Handles.Reading.Read) FIXTURE.handles.parse(own)).handle();
                var customer = customers.createWhenNew(tx, handle, Instant.EPOCH).single();
                People.uses(tx, customer.orElseThrow(), shared);
            }
        });
    }

    private static JsonObject timeline(Served.Reply told, String query) {
        var customer = told.json().getString("customerId");
        return served.get("/api/v1/customers/" + customer + "/timeline" + query).json();
    }

    private static JsonArray facts(Served.Reply told) {
        return timeline(told, "").getJsonArray("facts");
    }

    private static JsonObject topic(String id) {
        return served.get("/api/v1/topics").json().getJsonArray("topics").stream()
                .map(JsonObject.class::cast)
                .filter(topic -> topic.getString("topic").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
