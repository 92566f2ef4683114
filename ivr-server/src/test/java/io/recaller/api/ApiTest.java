package io.recaller.api;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.TrustTier;
import io.recaller.message.Attachments;
import io.recaller.message.InboundMessages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.Threads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other systems tell and ask, over HTTP, down to the rows. */
class ApiTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());
    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000_000);

    private final String number = "+7702" + NUMBERS.incrementAndGet();

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @Test
    void aReportedContactIsInTheTimelineOfItsNewCustomer() {
        var result = only(report(chat("a1").put("topic", "outage.internet")));

        var entry = timeline(result, "").getJsonObject(0);

        assertThat(result.getString("result")).isEqualTo("created");
        assertThat(entry.getString("contactId")).isEqualTo(result.getString("contactId"));
        assertThat(entry.getString("channel")).isEqualTo("chat");
        assertThat(entry.getString("topic")).isEqualTo("outage.internet");
        assertThat(entry.getString("startedAt")).isEqualTo("2026-05-11T09:00:00Z");
    }

    @Test
    void aReportOfNoPeriodIsRefusedWithTheRemedy() {
        var wrong = served.get("/api/v1/reports/menu?from=yesterday");
        var backwards = served.get("/api/v1/reports/menu?from=2026-05-11&to=2026-05-10");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("write a day as 2026-11-21");
        assertThat(backwards.status()).isEqualTo(400);
        assertThat(backwards.text()).contains("is before the first");
    }

    @Test
    void tellingItTwiceChangesNothing() {
        var first = only(report(chat("b1").put("topic", "outage.internet")));

        var second = only(report(chat("b1").put("topic", "billing")));

        assertThat(second.getString("result")).isEqualTo("already-there");
        assertThat(second.getString("contactId")).isEqualTo(first.getString("contactId"));
        assertThat(second.getString("topic")).isEqualTo("outage.internet");
        assertThat(timeline(first, "")).hasSize(1);
    }

    @Test
    void toldTwentyTimesAtOnceItIsThereOnce() throws Exception {
        var replies = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told =
                    IntStream.range(0, 20)
                            .mapToObj(_ -> threads.submit(() -> only(report(chat("c1")))))
                            .toList();
            for (var one : told) {
                replies.add(one.get().getString("contactId") + one.get().getString("customerId"));
            }
        }

        assertThat(replies).hasSize(1);
        assertThat(rows("c1")).isEqualTo(1);
    }

    @Test
    void aTopicNobodyKnowsIsKeptUnderOther() {
        var result = only(report(chat("d1").put("topic", "pets.cats")));

        assertThat(result.getString("topic")).isEqualTo("other.pets.cats");
    }

    @Test
    void aCustomerIsFoundByAnySpellingOfTheNumberWithTheFieldsThatMayBeShown() {
        var fields = new JsonObject().put("account", "4711").put("pin", "1234");
        report(chat("e1").put("fields", fields));

        var reply = served.get("/api/v1/customers?handle=tel:8" + number.substring(2));

        var customer = reply.json().getJsonArray("customers").getJsonObject(0);
        assertThat(customer.getJsonArray("handles"))
                .isEqualTo(new JsonArray().add("tel:" + number));
        assertThat(customer.getJsonArray("fields")).hasSize(1);
        var field = customer.getJsonArray("fields").getJsonObject(0);
        assertThat(field.getString("value")).isEqualTo("4711");
        assertThat(field.getString("source")).isEqualTo("chat");
        assertThat(field.getBoolean("verified")).isFalse();
    }

    @Test
    void aNewHandleBesidesAKnownOneBecomesTheirs() {
        var first = only(report(chat("f1")));
        var email = number.substring(1) + "@example.com";
        var both = new JsonArray().add("email:" + email).add("tel:" + number);

        var second = only(report(chat("f2").put("trust", "verified").put("handles", both)));

        assertThat(second.getString("customerId")).isEqualTo(first.getString("customerId"));
        assertThat(served.get("/api/v1/customers?handle=email:" + email).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "startedAt, 2999-01-01T00:00:00Z",
        "startedAt, 2026-05-11T12:05:01Z",
        "startedAt, 2027-01-01T00:00:00+14:00",
        "endedAt, 9999-12-31T23:59:59Z",
    })
    void aTimeInTheFutureIsRefusedWithItsValueTheLimitAndTheRemedy(String field, String at) {
        var reply = served.post("/api/v1/contacts", batch(chat("t1").put(field, at)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().encode())
                .contains("contacts/0/" + field, "more than 5 minutes after this machine's clock");
        assertThat(rows("t1")).isZero();
    }

    @Test
    void aClockThatIsAFewMinutesAheadIsBorneWith() {
        var at = Fixture.NOON.instant().plusSeconds(299).toString();
        var told = new JsonObject().put("account", "55556666");

        var reply =
                served.post(
                        "/api/v1/contacts",
                        batch(
                                chat("t2")
                                        .put("startedAt", at)
                                        .put("endedAt", at)
                                        .put("fields", told)));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void aHandleThatAnUnprovenContactNamesRevealsNobody() {
        var owner = only(report(chat("u1").put("trust", "verified"))).getString("customerId");
        var visitor = "web:v-" + number.substring(1);
        var both = new JsonArray().add(visitor).add("tel:" + number);
        var account = new JsonObject().put("account", "99998888");

        var told =
                only(
                        report(
                                chat("u2")
                                        .put("trust", "unknown")
                                        .put("handles", both)
                                        .put("fields", account)));
        var claimed = only(report(chat("u3").put("handles", both)));

        assertThat(told.getString("customerId")).isNotEqualTo(owner);
        assertThat(claimed.getString("customerId")).isNotEqualTo(owner);
        assertThat(served.get("/api/v1/customers?handle=" + visitor).json().encode())
                .doesNotContain(owner)
                .doesNotContain("12345678");
        assertThat(
                        served.get("/api/v1/customers?handle=tel:%2B" + number.substring(1))
                                .json()
                                .encode())
                .contains(owner)
                .doesNotContain("99998888");
    }

    @Test
    void aClaimIsProvedAndUndoneByASystemThatKnows() {
        var owner = only(report(chat("l1").put("trust", "verified"))).getString("customerId");
        var visitor = "web:v-l" + number.substring(1);
        var both = new JsonArray().add(visitor).add("tel:" + number);
        report(chat("l2").put("trust", "unknown").put("handles", both));
        var link = "/api/v1/customers/" + owner + "/handles/";
        var asked = "/api/v1/customers?handle=" + visitor;

        var proved = served.send(served.request(link + visitor).PUT(BodyPublishers.noBody()));
        assertThat(proved.status()).isEqualTo(200);
        assertThat(proved.json().encode()).contains("\"proved\"").contains("\"shared\":false");
        assertThat(served.get(asked).json().encode()).contains(owner);
        var undone = served.send(served.request(link + visitor).DELETE());
        assertThat(undone.json().getString("result")).isEqualTo("undone");
        assertThat(served.get(asked).json().encode()).doesNotContain(owner);

        var again = served.send(served.request(link + visitor).DELETE());
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.problem()).isEqualTo("unknown-link");
        var bad = served.send(served.request(link + "x").DELETE());
        assertThat(bad.status()).isEqualTo(400);
        var nobody = link.replace(owner, "0199a2b4-6d10-7cc3-98c4-dc0c0c07398f") + "tel:%2B";
        assertThat(served.send(served.request(nobody + number.substring(1)).DELETE()).problem())
                .isEqualTo("unknown-customer");
    }

    @Test
    void aNumberInThePathIsDecodedOnce() {
        var owner = only(report(chat("l3").put("trust", "verified"))).getString("customerId");
        var link = "/api/v1/customers/" + owner + "/handles/tel:%2B4930123499";

        var proved = served.send(served.request(link + "01").PUT(BodyPublishers.noBody()));

        assertThat(proved.status()).isEqualTo(200);
        assertThat(served.get("/api/v1/customers?handle=tel:%2B493012349901").json().encode())
                .contains(owner);
    }

    @Test
    void aFieldThatIsNotOfItsKindIsRefusedWithItsRule() {
        var bad = chat("s1").put("fields", new JsonObject().put("account", "<script>"));
        var reply = served.post("/api/v1/contacts", batch(bad, chat("s2")));

        assertThat(reply.status()).isEqualTo(207);
        var error = reply.json().getJsonArray("results").getJsonObject(0).getJsonArray("errors");
        assertThat(error.getJsonObject(0).getString("field"))
                .isEqualTo("contacts/0/fields/account");
        assertThat(error.getJsonObject(0).getString("detail")).startsWith("must be 1 to 32 digits");
        assertThat(List.of(rows("s1"), rows("s2"))).containsExactly(0, 1);
    }

    @Test
    void oneBadContactOfABatchIsNamedAndTheOthersAreKept() {
        var bad = chat("g2").put("fields", new JsonObject().put("shoe_size", "44"));
        var reply = served.post("/api/v1/contacts", batch(chat("g1"), bad, chat("g3")));

        assertThat(reply.status()).isEqualTo(207);
        var error = reply.json().getJsonArray("results").getJsonObject(1).getJsonArray("errors");
        assertThat(error.getJsonObject(0).getString("field"))
                .isEqualTo("contacts/1/fields/shoe_size");
        assertThat(error.getJsonObject(0).getString("detail")).contains("account");
        assertThat(List.of(rows("g1"), rows("g2"), rows("g3"))).containsExactly(1, 0, 1);
    }

    @Test
    void aTimelineIsReadPageByPageEvenWhenAllBeganAtOnce() {
        var last = new JsonObject();
        for (var i = 0; i < 5; i++) {
            last = only(report(chat("h" + i)));
        }
        var seen = new HashSet<String>();

        var path = "/api/v1/customers/" + last.getString("customerId") + "/timeline?limit=2";
        var page = served.get(path).json();
        collect(page, seen);
        while (page.getString("nextBefore") != null) {
            page = served.get(path + "&before=" + page.getString("nextBefore")).json();
            collect(page, seen);
        }

        assertThat(seen).hasSize(5);
    }

    @Test
    void theMenuIsShownWithProbabilitiesAndReasons() {
        var customer = only(report(chat("i1"))).getString("customerId");

        var reply = served.get("/api/v1/customers/" + customer + "/menu?flow=telecom&node=main");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("policy")).isEqualTo("adaptive");
        assertThat(reply.json().getJsonArray("options").encode())
                .startsWith(
                        "[{\"option\":\"internet\",\"key\":\"2\",\"probability\":0.75,"
                                + "\"reasons\":[{\"words\":\"a chat about outage 2 h ago\",")
                .endsWith("}]}]");
        assertThat(reply.json().getJsonObject("offer").encode())
                .isEqualTo(
                        "{\"offer\":\"outage_request\",\"key\":\"*\",\"probability\":0.7,"
                                + "\"threshold\":0.5,\"savedSeconds\":11.0,"
                                + "\"because\":\"open repair about outage 2 days ago\"}");
    }

    @Test
    void whyTellsWhatTheCallerHeardAndForWhichReasons() {
        var contact = only(report(chat("j1"))).getString("contactId");
        heardMenu(UUID.fromString(contact));

        var reply = served.get("/api/v1/contacts/" + contact + "/why");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("words").getString(0))
                .isEqualTo(
                        "menu main (adaptive) asked outage_request first (open repair; 70 % likely,"
                                + " worth it from 50 %, saves 11.0 s), then was shown as internet"
                                + " (key 2) 75 %; 2 was chosen after 1.5 s");
        assertThat(reply.json().getJsonArray("words").getString(1))
                .isEqualTo("internet: chat about outage +0.50");
        assertThat(reply.json().getJsonArray("menus")).hasSize(1);
    }

    @Test
    void theTimelineAndWhyTellWhatWasRecommendedAndWhatCameOfIt() {
        var chat = only(report(chat("r1")));
        var contact = chat.getString("contactId");
        var customer = chat.getString("customerId");
        recommended(contact, customer);

        var timeline = served.get("/api/v1/customers/" + customer + "/timeline").json();
        var why = served.get("/api/v1/contacts/" + contact + "/why").json();

        var there = timeline.getJsonArray("contacts").getJsonObject(0);
        assertThat(there.getJsonObject("recommendation"))
                .isEqualTo(why.getJsonObject("recommendation"));
        assertThat(there.getJsonObject("recommendation").encode())
                .contains("\"id\":\"fibre\"")
                .contains("\"state\":\"declined\"")
                .contains("\"answeredBy\":\"customer\"")
                .contains("\"kind\":\"everything\",\"adds\":-1.5");
        assertThat(why.getJsonArray("words")).contains("fibre: declined by the customer");
    }

    @Test
    void theTimelineTellsHowManyFilesWereGiven() {
        var chat = only(report(chat("files-1")));
        FIXTURE.database.runInTransaction(tx -> {
            var peer =
                    new Peer(
                            "site",
                            "files-1",
                            Channel.CHAT,
                            Optional.empty(),
                            TrustTier.CLAIMED,
                            Optional.empty(),
                            Optional.empty());
            var now = Instant.now();
            var thread = new Threads().open(tx, peer, now);
            var messages = new InboundMessages();
            var said =
                    new InboundMessages.Received(
                            "", Optional.empty(), Optional.empty(), Optional.of("files-1"), now);
            var seq = messages.receive(tx, thread, said, now).orElseThrow();
            var contact = new ContactId(UUID.fromString(chat.getString("contactId")));
            messages.handled(tx, seq, Optional.of(contact), now);
            for (var place = 0; place < 2; place++) {
                var png = SampleFiles.png();
                new Attachments().keep(tx, thread, seq, place, "meter.png", png, now);
            }
        });

        var there = timeline(chat, "").getJsonObject(0);

        assertThat(there.getInteger("files")).isEqualTo(2);
        var other = only(report(chat("files-2")));
        assertThat(timeline(other, "").getJsonObject(0).fieldNames()).doesNotContain("files");
    }

    private void recommended(String contact, String customer) {
        FIXTURE.database.runInTransaction(tx -> {
            var topic = new TopicStore().accept(tx, new Topic("outage")).topic().id();
            tx.dsl()
                    .execute(
                            """
                            insert into recommendation values ('fibre', 'fibre', ?, 'claimed',
                                '{"en": "Faster?"}', '{}', '{}', '{}', false, 1, now(),
                                now() + interval '1 day', now(), now(), null)\
                            """,
                            topic);
            tx.dsl()
                    .execute(
                            """
                            insert into recommendation_outcome values (?::uuid, 'fibre', ?::uuid,
                                'fibre', null, '{}', 'declined',
                                '[{"kind": "everything", "adds": -1.5, "accepted": 1, "answered": 7}]',
                                now(), now(), 'flow')\
                            """,
                            contact,
                            customer);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "customers?handle=tel:%2B77770000000, unknown-handle",
        "customers/00000000-0000-7000-8000-000000000000/timeline, unknown-customer",
        "customers/00000000-0000-7000-8000-000000000000/menu?flow=f&node=n, unknown-customer",
        "contacts/00000000-0000-7000-8000-000000000000/why, unknown-contact",
    })
    void whatIsNotThereIsAProblem(String path, String problem) {
        var reply = served.get("/api/v1/" + path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.problem()).isEqualTo(problem);
    }

    @Test
    void aMenuThatIsNotThereIsAProblem() {
        var customer = only(report(chat("k1"))).getString("customerId");

        var reply = served.get("/api/v1/customers/" + customer + "/menu?flow=telecom&node=x");

        assertThat(reply.problem()).isEqualTo("unknown-menu");
    }

    @ParameterizedTest
    @CsvSource({
        "customers, handle, is missing",
        "customers?handle=, handle, tel:+77011234567",
        "customers?handle=fax:1, handle, 'tel, email'",
        "customers?handle=tel:abc, handle, digits",
        "customers/7/timeline, customerId, UUID",
        "customers/ID/timeline?limit=0, limit, out of bounds",
        "customers/ID/timeline?limit=201, limit, out of bounds",
        "customers/ID/timeline?limit=many, limit, whole number",
        "customers/ID/timeline?before=noon, before, ISO 8601",
        "customers/ID/timeline?before=2026-02-30T00:00:00Z, before, ISO 8601",
        "customers/ID/menu?flow=telecom, node, is missing",
        "customers/ID/menu?node=main, flow, is missing",
        "contacts/x/why, contactId, UUID",
    })
    void aBadParameterIsNamedWithItsRemedy(String path, String field, String remedy) {
        var reply =
                served.get("/api/v1/" + path.replace("ID", "00000000-0000-7000-8000-000000000000"));

        assertThat(reply.problem()).isEqualTo("invalid-request");
        var error = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("detail")).contains(remedy);
    }

    @Test
    void whileTheDatabaseIsAwayItIsSaidAndToldAgainNothingIsLost() {
        var away = Fixture.easilyExhausted();
        var body = batch(chat("l1"));
        try (var served = Served.api(away.api())) {

            var refused = away.database.inTransaction(_ -> served.post("/api/v1/contacts", body));
            var again = served.post("/api/v1/contacts", body);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("database-unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(only(again).getString("result")).isEqualTo("created");
        }
        away.database.close();
    }

    private JsonObject chat(String externalId) {
        return new JsonObject()
                .put("source", "webchat")
                .put("externalId", externalId)
                .put("handles", new JsonArray().add("tel:" + number))
                .put("nature", "interaction")
                .put("direction", "inbound")
                .put("channel", "chat")
                .put("startedAt", "2026-05-11T09:00:00Z");
    }

    private static String batch(JsonObject... contacts) {
        return new JsonObject().put("contacts", new JsonArray(List.of(contacts))).encode();
    }

    private static Served.Reply report(JsonObject contact) {
        return served.post("/api/v1/contacts", batch(contact));
    }

    private static JsonObject only(Served.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().getJsonArray("results").getJsonObject(0);
    }

    private static JsonArray timeline(JsonObject result, String query) {
        var path = "/api/v1/customers/" + result.getString("customerId") + "/timeline" + query;
        return served.get(path).json().getJsonArray("contacts");
    }

    private static void collect(JsonObject page, Set<String> seen) {
        page.getJsonArray("contacts")
                .forEach(each -> seen.add(((JsonObject) each).getString("contactId")));
    }

    private static int rows(String externalId) {
        return FIXTURE.database.inTransaction(
                tx -> tx.dsl().fetchCount(CONTACT, CONTACT.EXTERNAL_ID.eq(externalId)));
    }

    private static void heardMenu(UUID contact) {
        var layout =
                "[{\"option\":\"internet\",\"key\":\"2\",\"probability\":0.75,"
                        + "\"reasons\":[{\"words\":\"chat about outage\",\"share\":0.5}]}]";
        FIXTURE.database.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(FLOW_VERSION)
                    .set(FLOW_VERSION.SHA256, "a".repeat(64))
                    .set(FLOW_VERSION.FLOW, "telecom")
                    .set(FLOW_VERSION.YAML, "flow: telecom")
                    .execute();
            tx.dsl()
                    .insertInto(MENU_IMPRESSION)
                    .set(MENU_IMPRESSION.ID, UUID.randomUUID())
                    .set(MENU_IMPRESSION.CONTACT_ID, contact)
                    .set(MENU_IMPRESSION.FLOW_SHA, "a".repeat(64))
                    .set(MENU_IMPRESSION.NODE, "main")
                    .set(MENU_IMPRESSION.LAYOUT, JSONB.valueOf(layout))
                    .set(MENU_IMPRESSION.POLICY, "adaptive")
                    .set(MENU_IMPRESSION.OFFER, "outage_request")
                    .set(
                            MENU_IMPRESSION.OFFER_DETAIL,
                            JSONB.valueOf(
                                    "{\"probability\":0.7,\"threshold\":0.5,\"savedSeconds\":11,"
                                            + "\"because\":\"open repair\"}"))
                    .set(MENU_IMPRESSION.SPOKEN_AT, Instant.parse("2026-05-11T10:00:00Z"))
                    .set(MENU_IMPRESSION.HEARD_SECONDS, 1.5)
                    .set(MENU_IMPRESSION.KEY, "2")
                    .set(MENU_IMPRESSION.OUTCOME, "chosen")
                    .execute();
        });
    }
}
