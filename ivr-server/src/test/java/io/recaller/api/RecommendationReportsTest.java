package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be offered to customers, as other systems say it. */
class RecommendationReportsTest {
    private static final String PATH = "/api/v1/recommendations/";
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
    void oneIsEnteredChangedTakenAndWithdrawn() {
        var path = PATH + "fibre-300";

        var created = put(path, fibre());
        var updated = put(path, fibre().put("weight", 2.5).put("said", text("Faster?")));
        var read = SERVED.get(path).json();
        var taken = put(path + "/uptakes/" + CUSTOMER, new JsonObject());
        var again = put(path + "/uptakes/" + CUSTOMER, new JsonObject());
        var withdrawn = SERVED.delete(path).json();
        var twice = SERVED.delete(path).json();

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().getString("result")).isEqualTo("updated");
        assertThat(read.getDouble("weight")).isEqualTo(2.5);
        assertThat(read.getJsonObject("said").getString("en")).isEqualTo("Faster?");
        assertThat(read.getBoolean("running")).isTrue();
        assertThat(read.getBoolean("named")).isTrue();
        assertThat(read.getJsonObject("contacts")).isEmpty();
        assertThat(taken.json().getString("result")).isEqualTo("taken");
        assertThat(again.json().getString("result")).isEqualTo("was-taken");
        assertThat(withdrawn.getString("result")).isEqualTo("withdrawn");
        assertThat(twice.getString("result")).isEqualTo("was-withdrawn");
        assertThat(SERVED.get(path).json().getBoolean("running")).isFalse();
        assertThat(put(path, fibre()).json().getString("result")).isEqualTo("updated");
        var list = SERVED.get("/api/v1/recommendations?limit=1").json();
        assertThat(list.getJsonArray("recommendations")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"until\": \"2026-05-11T11:59:59Z\"} | until | is over already",
                "{\"until\": \"2029-05-11T11:59:59Z\"} | until | within 731 days",
                "{\"from\": \"2026-06-01T00:00:00Z\"} | until | must be after from",
                "{\"from\": \"soon\"} | from | ISO 8601",
                "{\"texts\": {}} | texts | at least one",
                "{\"texts\": {\"English\": \"a\"}} | texts/English | two or three small letters",
                "{\"said\": {\"en\": \"a\\u0000\"}} | said/en | ",
                "{\"weight\": 0} | weight | 0.01",
                "{\"weight\": 1e9} | weight | 100",
                "{\"product\": \"a\\nb\"} | product | line break",
                "{\"customers\": [\"7\"]} | customers/0 | lower case UUID",
                "{\"tier\": \"sure\"} | tier | write one of",
                "{\"wieght\": 1} | wieght | ",
            })
    void whatCannotBeIsRefusedWithItsPlace(String change, String place, String remedy) {
        var reply = put(PATH + "refused", fibre().mergeIn(new JsonObject(change)));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().getJsonArray("errors").encode())
                .contains("\"" + place + "\"")
                .contains(remedy == null ? "" : remedy);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var body =
                fibre().put("texts", new JsonObject())
                        .put("customers", JsonArray.of(CUSTOMER, "7"))
                        .put("from", "2026-06-01T00:00:00Z")
                        .put("weight", 0)
                        .put("until", "2026-05-12T12:00:00Z");

        var reply = put(PATH + "Fibre%20400", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(
                        reply.json().getJsonArray("errors").stream()
                                .map(each -> ((JsonObject) each).getString("field")))
                .containsExactlyInAnyOrder(
                        "texts", "customers/1", "weight", "until", "recommendationId");
    }

    @Test
    void whatIsNotThereIsToldAndNothingIsChanged() {
        var nobody = UUID.randomUUID().toString();

        var unknown = put(PATH + "named", fibre().put("customers", JsonArray.of(CUSTOMER, nobody)));
        var wrongId = put(PATH + "Fibre%20300", fibre());

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).contains(nobody).doesNotContain(CUSTOMER);
        assertThat(wrongId.status()).isEqualTo(400);
        assertThat(wrongId.text()).contains("such as fibre-300");
        assertThat(SERVED.get(PATH + "named").problem()).isEqualTo("unknown-recommendation");
        assertThat(SERVED.delete(PATH + "named").status()).isEqualTo(404);
        assertThat(put(PATH + "named/uptakes/" + CUSTOMER, new JsonObject()).status())
                .isEqualTo(404);
    }

    private static Served.Reply put(String path, JsonObject body) {
        return SERVED.send(
                SERVED.anonymous(path)
                        .header("Authorization", "Bearer " + Served.KEY)
                        .header("Content-Type", "application/json")
                        .method("PUT", BodyPublishers.ofString(body.encode())));
    }

    private static JsonObject fibre() {
        return new JsonObject()
                .put("product", "fibre")
                .put("topic", "outage.internet")
                .put("texts", text("300 Mbit/s for 500 more"))
                .put("customers", JsonArray.of(CUSTOMER))
                .put("until", "2026-05-20T12:00:00Z");
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("en", text);
    }
}
