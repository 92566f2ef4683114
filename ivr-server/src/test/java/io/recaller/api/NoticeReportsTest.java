package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notices as other systems post, follow and cancel them. */
class NoticeReportsTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served SERVED = Served.api(FIXTURE.api());
    private static final String CUSTOMER = customer();

    @AfterAll
    static void close() {
        SERVED.close();
        FIXTURE.database.close();
    }

    private static String customer() {
        var store = new CustomerStore(FIXTURE.ids, new HandleStore(FIXTURE.ids));
        return FIXTURE.database
                .inTransaction(tx ->
                        store.createWhenNew(
                                tx,
                                new Handle(HandleKind.TEL, "+77010000001"),
                                Fixture.NOON.instant()))
                .single()
                .orElseThrow()
                .toString();
    }

    @Test
    void oneIsPostedOnceFollowedAndCancelledOnce() {
        var body = notice("once").put("template", "order").encode();

        var posted = SERVED.post("/api/v1/notices", body);
        var again = SERVED.post("/api/v1/notices", body);
        var other = SERVED.post("/api/v1/notices", notice("once").put("tier", "claimed").encode());
        var path = "/api/v1/notices/" + posted.json().getString("noticeId");
        var read = SERVED.get(path).json();
        var cancelled = SERVED.delete(path).json();
        var twice = SERVED.delete(path).json();

        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        assertThat(posted.json().getBoolean("topicKnown")).isTrue();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("result")).isEqualTo("same");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("key-taken");
        assertThat(read.getJsonObject("customers").encode()).isEqualTo("{\"waiting\":1}");
        assertThat(read.getString("tier")).isEqualTo("attested");
        assertThat(read.getString("template")).isEqualTo("order");
        assertThat(cancelled.getString("result")).isEqualTo("cancelled");
        assertThat(twice.getString("result")).isEqualTo("was-cancelled");
        assertThat(SERVED.get(path).json().getJsonObject("customers").encode())
                .isEqualTo("{\"cancelled\":1}");
        assertThat(SERVED.get("/api/v1/notices?limit=1").json().getJsonArray("notices")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"until\": \"2026-05-11T11:59:59Z\"} | until | is over already",
                "{\"until\": \"2027-05-11T11:59:59Z\"} | until | within 90 days",
                "{\"until\": \"soon\"} | until | ISO 8601",
                "{\"to\": {}} | to | exactly one of customers, segment, area",
                "{\"to\": {\"segment\": \"a\", \"area\": \"b\"}} | to | exactly one",
                "{\"to\": {\"customers\": [\"7\"]}} | to/customers/0 | lower case UUID",
                "{\"to\": {\"customers\": []}} | to/customers | at least 1",
                "{\"texts\": {}} | texts | at least one",
                "{\"texts\": {\"en\": \"a\\u0000\"}} | texts/en | ",
                "{\"tier\": \"sure\"} | tier | write one of",
                "{\"template\": \"none\"} | template | name one of order",
                "{\"key\": \"\"} | key | at least 1",
            })
    void whatCannotBeIsRefusedWithItsPlace(String change, String place, String remedy) {
        var body = notice("refused").mergeIn(new JsonObject(change)).encode();

        var reply = SERVED.post("/api/v1/notices", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().getJsonArray("errors").encode())
                .contains("\"" + place + "\"")
                .contains(remedy == null ? "" : remedy);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var nobody = UUID.randomUUID().toString();
        var body =
                notice("wrong")
                        .put("texts", new JsonObject())
                        .put("template", "none")
                        .put("until", "2026-05-11T11:59:59Z")
                        .put("to", new JsonObject().put("customers", JsonArray.of(nobody)));

        var reply = SERVED.post("/api/v1/notices", body.encode());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonArray("errors").stream().map(JsonObject.class::cast))
                .extracting(each -> each.getString("field"))
                .containsExactly("texts", "template", "until", "to/customers");
    }

    @Test
    void whoIsNotThereIsNamedAndNothingIsPosted() {
        var nobody = UUID.randomUUID().toString();
        var body =
                notice("nobody")
                        .put(
                                "to",
                                new JsonObject().put("customers", JsonArray.of(CUSTOMER, nobody)))
                        .encode();

        var reply = SERVED.post("/api/v1/notices", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains(nobody).doesNotContain(CUSTOMER);
        assertThat(SERVED.get("/api/v1/notices/" + nobody).problem()).isEqualTo("unknown-notice");
        assertThat(SERVED.delete("/api/v1/notices/" + nobody).status()).isEqualTo(404);
        var area = notice("area").put("to", new JsonObject().put("area", "3")).encode();
        assertThat(SERVED.post("/api/v1/notices", area).problem()).isEqualTo("areas-not-used");
    }

    private static JsonObject notice(String key) {
        return new JsonObject()
                .put("key", key)
                .put("topic", "outage.internet")
                .put("texts", new JsonObject().put("en", "There is no internet."))
                .put("to", new JsonObject().put("customers", JsonArray.of(CUSTOMER)))
                .put("until", "2026-05-20T12:00:00Z");
    }
}
