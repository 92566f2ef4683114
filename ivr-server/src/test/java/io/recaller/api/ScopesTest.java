package io.recaller.api;

import static io.recaller.db.generated.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.menu.planner.Layout;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each API key may do, and that each reading of a customer is written down. */
class ScopesTest {
    /** Of which scopes a key needs one. An operation that is not here fails the test. */
    private static final Map<String, Set<Scope>> TABLE =
            Map.ofEntries(
                    Map.entry("reportContacts", Set.of(Scope.REPORT)),
                    Map.entry("listContacts", Set.of(Scope.READ)),
                    Map.entry("correctContact", Set.of(Scope.REPORT)),
                    Map.entry("readFact", Set.of(Scope.READ)),
                    Map.entry("deleteFact", Set.of(Scope.REPORT)),
                    Map.entry("readRequest", Set.of(Scope.READ)),
                    Map.entry("deleteRequest", Set.of(Scope.REPORT)),
                    Map.entry("explainContact", Set.of(Scope.READ)),
                    Map.entry("listMessages", Set.of(Scope.MESSAGES)),
                    Map.entry("answer", Set.of(Scope.ANSWER)),
                    Map.entry("closeContact", Set.of(Scope.ANSWER)),
                    Map.entry("readFile", Set.of(Scope.MESSAGES)),
                    Map.entry("findCustomers", Set.of(Scope.READ)),
                    Map.entry("readTimeline", Set.of(Scope.READ)),
                    Map.entry("previewMenu", Set.of(Scope.READ)),
                    Map.entry("describeCustomer", Set.of(Scope.ADMIN)),
                    Map.entry("postNotice", Set.of(Scope.NOTIFY)),
                    Map.entry("listNotices", Set.of(Scope.NOTIFY)),
                    Map.entry("readNotice", Set.of(Scope.NOTIFY)),
                    Map.entry("cancelNotice", Set.of(Scope.NOTIFY)),
                    Map.entry("putRecommendation", Set.of(Scope.NOTIFY)),
                    Map.entry("listRecommendations", Set.of(Scope.NOTIFY)),
                    Map.entry("readRecommendation", Set.of(Scope.NOTIFY)),
                    Map.entry("withdrawRecommendation", Set.of(Scope.NOTIFY)),
                    Map.entry("reportUptake", Set.of(Scope.REPORT, Scope.NOTIFY)),
                    Map.entry("setPin", Set.of(Scope.ADMIN)),
                    Map.entry("proveHandle", Set.of(Scope.ADMIN)),
                    Map.entry("undoHandle", Set.of(Scope.ADMIN)),
                    Map.entry("putFact", Set.of(Scope.REPORT)),
                    Map.entry("putRequest", Set.of(Scope.REPORT)),
                    Map.entry("listTopics", Set.of(Scope.READ, Scope.REPORT, Scope.ADMIN)),
                    Map.entry("putTopic", Set.of(Scope.ADMIN)),
                    Map.entry("reportMenus", Set.of(Scope.READ)),
                    Map.entry("listQueues", Set.of(Scope.READ)),
                    Map.entry("readQueue", Set.of(Scope.READ)),
                    Map.entry("listAgents", Set.of(Scope.READ)),
                    Map.entry("setPriority", Set.of(Scope.QUEUE)));

    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api(keys(), limits(), NoMenu::layout));

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    static Stream<Arguments> operations() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var contract = Contract.load(vertx).await(20, TimeUnit.SECONDS).read();
            return contract.operations().stream()
                    .flatMap(operation ->
                            EnumSet.allOf(Scope.class).stream()
                                    .map(scope ->
                                            Arguments.of(
                                                    operation.getOperationId(), operation, scope)));
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(name = "{0} with {2}")
    @MethodSource("operations")
    void anOperationIsDoneForTheScopeOfTheTableOnly(String id, Operation operation, Scope scope) {
        var needed = TABLE.getOrDefault(id, Set.of());
        assertThat(needed).as("the table of scopes").isNotEmpty();

        var reply = sent(operation, scope.slug());

        if (needed.contains(scope)) {
            assertThat(reply.status()).isNotIn(401, 403);
        } else {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.problem()).isEqualTo("scope-missing");
            assertThat(reply.json().getString("detail"))
                    .contains("api.keys." + scope.slug() + ".scopes")
                    .contains(needed.stream().map(Scope::slug).toList());
        }
    }

    private static Served.Reply sent(Operation operation, String key) {
        var path =
                operation
                        .getAbsoluteOpenAPIPath()
                        .replaceAll(
                                "\\{(contactId|customerId|noticeId|fileId)}",
                                "0199a2b4-6d10-7cc3-98c4-dc0c0c07398f")
                        .replaceAll("\\{\\w+}", "x");
        var method = operation.getHttpMethod().name();
        var body = method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
        return served.send(
                served.anonymous(path)
                        .header("Authorization", "Bearer key of " + key)
                        .header("Content-Type", "application/json")
                        .method(method, body));
    }

    @Test
    void aKeyWhoseScopesAreNotListedDoesEverythingAsBefore() {
        var reply = get("/api/v1/topics", "old");

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void whatCameLaterIsForKeysThatNameIt() {
        var reply = get("/api/v1/contacts/" + UUID.randomUUID() + "/messages", "old");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.problem()).isEqualTo("scope-missing");
    }

    @Test
    void fieldsOfVerifiedContactsAreToldWithTheirScopeOnly() {
        report("claimed", "tel:+77021110001", "area", "3");
        report("verified", "tel:+77021110001", "account", "12345678");

        var read = customer("read", "tel:%2B77021110001");
        var proved = customer("both", "tel:%2B77021110001");

        assertThat(read.toString()).doesNotContain("12345678").contains("\"key\":\"area\"");
        assertThat(read.getJsonArray("withheldFields").encode()).isEqualTo("[\"account\"]");
        assertThat(proved.toString()).contains("12345678");
        assertThat(proved.containsKey("withheldFields")).isFalse();
    }

    @Test
    void textsThatTakeAVerifiedCallerAreToldWithTheScopeOfVerifiedFieldsOnly() {
        put("requests/scopes/r-1", "verified", "Your loan of 900,000 is refused", "openedAt");
        put("requests/scopes/r-2", "claimed", "Your repair of Monday", "openedAt");
        put("facts/scopes/f-1", "verified", "You owe 12,500", "from");
        var id = customer("both", "tel:%2B77021110009").getString("customerId");

        var read = get("/api/v1/customers/" + id + "/timeline", "read").text();
        var proved = get("/api/v1/customers/" + id + "/timeline", "both").text();

        assertThat(read)
                .contains("Your repair of Monday", "\"withheldTexts\":true", "scopes/r-1")
                .doesNotContain("900,000", "12,500");
        assertThat(proved).contains("900,000", "12,500").doesNotContain("withheldTexts");
    }

    private static void put(String path, String tier, String text, String since) {
        var body =
                """
                {"handle": "tel:+77021110009", "kind": "case", "topic": "billing", "tier": "%s",
                 "status": "open", "%s": "2026-05-11T09:00:00Z", "texts": {"en": "%s"}}
                """
                        .formatted(tier, since, text);
        var sent = since.equals("from") ? body.replace("\"status\": \"open\", ", "") : body;
        var reply =
                served.send(
                        request("/api/v1/" + path, "old")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(sent)));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    @Test
    void eachReadingOfACustomerNamesTheKeyAndWhatWasReadButNoValue() {
        report("verified", "tel:+77021110002", "account", "87654321");
        var id = customer("both", "tel:%2B77021110002").getString("customerId");
        var contact =
                get("/api/v1/customers/" + id + "/timeline", "both")
                        .json()
                        .getJsonArray("contacts")
                        .getJsonObject(0)
                        .getString("contactId");
        get("/api/v1/customers/" + id + "/menu?flow=f&node=n", "both");
        get("/api/v1/contacts/" + contact + "/why", "both");

        var rows =
                FIXTURE.database.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.CUSTOMER_ID.eq(java.util.UUID.fromString(id)))
                                .orderBy(AUDIT.ID)
                                .fetch());

        assertThat(
                        rows.map(row ->
                                row.getActorKind() + " " + row.getActor() + " " + row.getAction()))
                .containsExactly(
                        "api both customer.read",
                        "api both timeline.read",
                        "api both menu.previewed",
                        "api both contact.explained");
        assertThat(rows.getFirst().getDetail().data()).contains("account").contains("•");
        assertThat(rows.toString()).doesNotContain("87654321", "+77021110002");
    }

    @Test
    void whoMayOnlyReportReadsNothingByCorrectingAContact() {
        report("verified", "tel:+77021110004", "account", "55667788");
        var patch = "{\"topic\": \"billing\", \"endedAt\": null, \"disposition\": \"paid\"}";

        var told = correct("tel%3A%2B77021110004verified", patch, "report");
        var read = correct("tel%3A%2B77021110004verified", patch, "old");

        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(told.json().fieldNames())
                .containsExactlyInAnyOrder("contactId", "topic", "disposition");
        assertThat(told.json().getString("topic")).isEqualTo("other.billing");
        assertThat(read.json().fieldNames()).contains("customerId", "startedAt", "trust");
    }

    private static Served.Reply correct(String externalId, String patch, String key) {
        return served.send(
                request("/api/v1/contacts/scopes/" + externalId, key)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(patch)));
    }

    @Test
    void aReadingThatIsRefusedIsNotOnTheTrail() {
        report("claimed", "tel:+77021110003", "area", "4");

        assertThat(get("/api/v1/customers?handle=tel:%2B77021110003", "report").status())
                .isEqualTo(403);

        int rows =
                FIXTURE.database.inTransaction(
                        tx -> tx.dsl().fetchCount(AUDIT, AUDIT.ACTOR.eq("report")));
        assertThat(rows).isZero();
    }

    private static JsonObject customer(String key, String handle) {
        return get("/api/v1/customers?handle=" + handle, key)
                .json()
                .getJsonArray("customers")
                .getJsonObject(0);
    }

    private static void report(String trust, String handle, String field, String value) {
        var contact =
                """
                {"contacts":[{"source":"scopes","externalId":"%s","handles":["%s"],"trust":"%s",
                 "nature":"interaction","direction":"inbound","channel":"chat",
                 "startedAt":"2026-05-11T09:00:00Z","fields":{"%s":"%s"}}]}
                """
                        .formatted(handle + trust, handle, trust, field, value);
        var reply =
                served.send(
                        request("/api/v1/contacts", "report")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(contact)));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private static Served.Reply get(String path, String key) {
        return served.send(request(path, key).GET());
    }

    private static java.net.http.HttpRequest.Builder request(String path, String key) {
        return served.anonymous(path).header("Authorization", "Bearer key of " + key);
    }

    private static ApiKeys keys() {
        var keys = new HashMap<String, ApiKey>();
        for (var scope : Scope.values()) {
            keys.put(scope.slug(), ApiKey.of(hash(scope.slug()), Set.of(scope)));
        }
        keys.put("both", ApiKey.of(hash("both"), Set.of(Scope.READ, Scope.VERIFIED_FIELDS)));
        keys.put("old", ApiKey.unlisted(hash("old")));
        return new ApiKeys(keys);
    }

    private static String hash(String name) {
        try {
            var key = ("key of " + name).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiLimits limits() {
        return ApiLimits.defaults();
    }

    private static final class NoMenu {
        static Optional<Layout> layout(Object customer, String flow, String node) {
            return Optional.empty();
        }
    }
}
