package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database cannot hold is refused with its place, and the rest is taken. */
class UnstorableTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());

    /** As JSON writes them: U+0000, a half, a half the wrong way round. */
    private static final List<String> WRONG = List.of("\\u0000", "\\ud83d", "\\udd11\\ud83d");

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"externalId", "handles", "fields"})
    void oneContactOfTenIsRefusedAndNineAreStored(String where) {
        for (var wrong : WRONG) {
            var contacts = new JsonArray();
            for (var i = 0; i < 10; i++) {
                contacts.add(contact(where + WRONG.indexOf(wrong) + "-" + i));
            }
            var sixth = contacts.getJsonObject(6);
            switch (where) {
                case "externalId" -> sixth.put(where, "a@@b");
                case "handles" -> sixth.put(where, new JsonArray().add("web:v@@w"));
                default -> sixth.put(where, new JsonObject().put("account", "12@@34"));
            }
            var body = new JsonObject().put("contacts", contacts).encode().replace("@@", wrong);

            var reply = served.post("/api/v1/contacts", body);

            assertThat(reply.status()).as(reply.text()).isEqualTo(207);
            assertThat(reply.json().getInteger("created")).isEqualTo(9);
            assertThat(reply.text()).contains("contacts/6/" + where);
            assertThat(served.post("/api/v1/contacts", body).json().getInteger("alreadyThere"))
                    .isEqualTo(9);
        }
    }

    @Test
    void factsRequestsAndTopicsAreRefusedWithThePlace() {
        for (var wrong : WRONG) {
            var fact =
                    """
                    {"handle": "tel:+77011234567", "kind": "delivery@@", "topic": "order.delivery",
                     "from": "2026-05-11T08:00:00Z", "texts": {"en": "tomorrow@@"}}\
                    """
                            .replace("@@", wrong);
            var request =
                    """
                    {"area": "almaty@@", "kind": "repair", "topic": "outage", "status": "on@@",
                     "openedAt": "2026-05-11T08:00:00Z"}\
                    """
                            .replace("@@", wrong);

            refused(served.put("/api/v1/facts/shop/1", fact), "kind", "texts/en");
            refused(served.put("/api/v1/requests/crm/1", request), "area", "status");
            refused(
                    served.put(
                            "/api/v1/topics/order.delivery",
                            "{\"labels\": {\"en\": \"D@@\"}}".replace("@@", wrong)),
                    "labels/en");
        }
    }

    @Test
    void pathsAndQueriesAreRefusedToo() {
        var fact =
                "{\"handle\": \"tel:+77011234567\", \"kind\": \"d\", \"topic\": \"order\","
                        + " \"from\": \"2026-05-11T08:00:00Z\"}";

        refused(served.put("/api/v1/facts/shop/a%00b", fact), "externalId");
        refused(served.get("/api/v1/customers?handle=web:a%00b"), "handle");
        refused(served.get("/api/v1/reports/menu?from=%2B999999999-12-31"), "from");
        refused(served.get("/api/v1/reports/menu?to=-0044-03-15"), "to");
        assertThat(
                        served.get(
                                        "/api/v1/customers/"
                                                + FIXTURE.ids.get()
                                                + "/menu?flow=a%00&node=b")
                                .status())
                .isBetween(400, 404);
    }

    @Test
    void aPinIsSetForWhoIsThereAndAWrongOneIsRefusedWithoutRepeatingIt() {
        var report = new JsonObject().put("contacts", new JsonArray().add(contact("pin-1")));
        var customer =
                served.post("/api/v1/contacts", report.encode())
                        .json()
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .getString("customerId");
        var path = "/api/v1/customers/" + customer + "/pin";

        assertThat(served.put(path, "{\"pin\": \"0482\"}").json())
                .isEqualTo(new JsonObject().put("result", "set"));
        assertThat(served.put(path, "{\"pin\": \"048204820482\"}").json())
                .isEqualTo(
                        new JsonObject()
                                .put("result", "set")
                                .put("warning", "pin has too many digits"));
        for (var other : List.of("٠٤٨٢", "۰۴۸۲", "०४८२", "０４８２")) {
            assertThat(served.put(path, "{\"pin\": \"" + other + "\"}").json().getString("warning"))
                    .startsWith("pin was written in other digits than 0 to 9, and is kept in these")
                    .doesNotContain("0482", other);
        }
        for (var wrong :
                List.of("\"48x1\"", "\"4811\\n\"", "\"481\"", "4817", "\"4817481748174\"")) {
            var reply = served.put(path, "{\"pin\": " + wrong + "}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("\"field\":\"pin\"").doesNotContain(wrong);
        }
        assertThat(
                        served.put(
                                        "/api/v1/customers/" + FIXTURE.ids.get() + "/pin",
                                        "{\"pin\": \"0482\"}")
                                .problem())
                .isEqualTo("unknown-customer");
    }

    private static void refused(Served.Reply reply, String... places) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("invalid-request");
        for (var place : places) {
            assertThat(reply.text()).contains("\"field\":\"" + place + "\"");
        }
    }

    private static JsonObject contact(String externalId) {
        return new JsonObject()
                .put("source", "webchat")
                .put("externalId", externalId)
                .put("handles", new JsonArray().add("web:" + externalId))
                .put("nature", "interaction")
                .put("direction", "inbound")
                .put("channel", "chat")
                .put("startedAt", "2026-05-11T09:00:00Z");
    }
}
