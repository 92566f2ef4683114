package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each parameter is decoded once, whatever is in it. */
class ParametersTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());
    private static final AtomicInteger IDS = new AtomicInteger();

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+77011234501",
                "tel:+79161234502",
                "tel:+8613812345603",
                "tel:+819012345604",
                "tel:+821012345605",
                "tel:+84912345606",
                "tel:+4930123407",
                "tel:+442079460908",
                "tel:+12125550109",
                "tel:+5511987654310",
                "tel:+2250707123411",
                "tel:+2290190123412",
                "tel:+525512345613",
                "tel:+541123456714",
                "tel:+390669812315",
                "tel:+33612345616",
                "tel:+998901234517",
                "local:4711",
                "email:ann+tag@example.com",
                "email:o'hara+%25@example.com",
                "email:żółć@example.com",
                "telegram:ann_1",
                "sip:+77011234518@10.0.0.1",
                "web:visitor 17+4%2B&x=y",
                "web:посетитель/17",
                "card:9000 1234 5678"
            })
    void everyHandleIsFoundAsItWasReported(String handle) {
        var owner = report(handle);
        var encoded = URLEncoder.encode(handle, StandardCharsets.UTF_8);

        var asFormsWrite = served.get("/api/v1/customers?handle=" + encoded);
        var asUrisWrite = served.get("/api/v1/customers?handle=" + encoded.replace("+", "%20"));

        assertThat(customer(asUrisWrite)).isEqualTo(owner);
        if (encoded.contains("%2B") || !encoded.contains("+")) {
            assertThat(customer(asFormsWrite)).isEqualTo(owner);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/contacts?limt=1        | limt    | did you mean limit?",
                "/api/v1/contacts?Limit=1       | Limit   | did you mean limit?",
                "/api/v1/queues?colour=red      | colour  | there are no parameters",
                "/api/v1/customers?xyzzy        | xyzzy   | there are: handle",
            })
    void aParameterThatIsNoneIsNamedAndNotPassedOver(String path, String name, String remedy) {
        var reply = served.get(path);

        assertThat(reply.status()).isEqualTo(400);
        var error = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(name);
        assertThat(error.getString("detail")).contains(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:+14155550100", "email:bo+b@example.com", "tel:+7 702 222 33 44"})
    void aBarePlusIsAPlus(String handle) {
        var owner = report(handle);

        var reply = served.get("/api/v1/customers?handle=" + handle.replace(" ", "%20"));

        assertThat(customer(reply)).isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-11T15:00:00%2B05:00",
                "2026-05-11T15:00:00+05:00",
                "2026-05-11T15%3A00%3A00%2b05%3A00",
                "2026-05-11T05:00:00-05:00",
                "2026-05-11T10:00:00Z"
            })
    void aTimeHasItsOffset(String before) {
        var customer = report("tel:+770330" + (10_000 + IDS.incrementAndGet()));

        var reply = served.get("/api/v1/customers/" + customer + "/timeline?before=" + before);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("contacts")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "a%20b, a b",
        "a+b, a+b",
        "a%2Bb, a+b",
        "a%252Bb, a%2Bb",
        "100%25, 100%",
        "a%2Fb, a/b",
        "%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7, заказ"
    })
    void anIdOfThePathIsDecodedOnce(String written, String id) {
        var fact =
                """
                {"handle":"tel:+77011234567","kind":"repair","topic":"outage","status":"open",
                 "openedAt":"2026-05-11T09:00:00Z"}
                """;

        var reply = served.put("/api/v1/requests/crm/" + written, fact);

        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        assertThat(stored(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:%zz", "tel:%", "email:%E2%28@example.com", "tel:%2", "%00"})
    void whatIsNotEncodedIsNamedWithTheRemedy(String written) {
        var reply = served.sendRaw("/api/v1/customers?handle=" + written);

        assertThat(reply).startsWith("HTTP/1.1 400").contains("\"field\":\"handle\"");
    }

    @ParameterizedTest
    @CsvSource({"handle=tel:101&handle=tel:102, handle, once"})
    void aParameterThatIsGivenTwiceIsRefused(String query, String field, String remedy) {
        var reply = served.get("/api/v1/customers?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains(field).contains(remedy);
    }

    private static boolean stored(String externalId) {
        var request = io.recaller.db.generated.Tables.REQUEST;
        return FIXTURE.database.inTransaction(
                tx -> tx.dsl().fetchExists(request, request.EXTERNAL_ID.eq(externalId)));
    }

    private static String customer(Served.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().getJsonArray("customers").getJsonObject(0).getString("customerId");
    }

    private static String report(String handle) {
        var contact =
                new JsonObject()
                        .put("source", "parameters")
                        .put("externalId", "" + IDS.incrementAndGet())
                        .put("handles", new io.vertx.core.json.JsonArray().add(handle))
                        .put("nature", "interaction")
                        .put("direction", "inbound")
                        .put("channel", "chat")
                        .put("startedAt", "2026-05-11T09:00:00Z");
        var body =
                new JsonObject().put("contacts", new io.vertx.core.json.JsonArray().add(contact));
        var reply = served.post("/api/v1/contacts", body.encode());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().getJsonArray("results").getJsonObject(0).getString("customerId");
    }
}
