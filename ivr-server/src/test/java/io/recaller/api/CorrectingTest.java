package io.recaller.api;

import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.LEARNING_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentStore;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.TopicStore;
import io.recaller.contact.Unserved;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.register.CustomerView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said later of contacts, and how contacts, customers and circumstances are found again.
 */
class CorrectingTest {
    private static final AuditTrail.Actor ACTOR = new AuditTrail.Actor(AuditTrail.Kind.API, "crm");
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @Test
    void aLaterTopicIsTakenAndLearnedAnew() {
        report("late-1", "+77023330001", "2026-05-01T09:00:00Z");
        learned("late-1");

        var reply =
                served.patch(
                        "/api/v1/contacts/crm/late-1",
                        "{\"topic\": \"billing.payment\", \"endedAt\":"
                                + " \"2026-05-01T09:10:00+05:00\", \"disposition\": \"Paid at the"
                                + " desk\"}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.text()).contains("is before startedAt, which is 2026-05-01T09:00:00Z");

        reply =
                served.patch(
                        "/api/v1/contacts/crm/late-1",
                        "{\"topic\": \"billing.payment\", \"endedAt\": \"2026-05-01T09:10:00Z\","
                                + " \"disposition\": \"Paid at the desk\"}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().getString("topic")).isEqualTo("other.billing.payment");
        assertThat(reply.json().getString("endedAt")).isEqualTo("2026-05-01T09:10:00Z");
        assertThat(reply.json().getString("disposition")).isEqualTo("Paid at the desk");
        assertThat(reply.json().getString("externalId")).isEqualTo("late-1");
        var changes =
                FIXTURE.database.inTransaction(
                        tx -> tx.dsl().selectFrom(LEARNING_CHANGE).fetch(LEARNING_CHANGE.WHAT));
        assertThat(changes).contains("topic");
        var audited =
                FIXTURE.database.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.ACTION.eq("contact.correct"))
                                .fetch(row -> row.getDetail().data()));
        assertThat(audited).anyMatch(detail -> detail.contains("topic,endedAt,disposition"));
    }

    @Test
    void nullForgetsAndWhatIsLeftOutStays() {
        report("null-1", "+77023330002", "2026-05-01T10:00:00Z");

        var reply = served.patch("/api/v1/contacts/crm/null-1", "{\"topic\": null}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().containsKey("topic")).isFalse();
        assertThat(reply.json().containsKey("topicSource")).isFalse();
        assertThat(reply.json().getString("endedAt")).isEqualTo("2026-05-01T10:05:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crm/nobody-told | {\"topic\": \"outage\"} | 404 | unknown-contact",
                "crm/there-1 | {} | 400 | name at least one of topic",
                "crm/there-1 | {\"topic\": \"Not A Topic\"} | 400 | lower case words",
                "crm/there-1 | {\"colour\": \"red\"} | 400 | is not known here",
                "crm/there-1 | {\"topic\": 123} | 400 | write a text, in quotation marks or null",
                "crm/there-1?dry-run=1 | {\"topic\": \"outage\"} | 400 | dry-run",
                "crm/there-1 | {\"servedBy\": \"nobody\"} | 400 | recaller user add",
                "crm/there-1 | {\"endedAt\": \"yesterday\"} | 400 | ISO 8601",
                "crm/there-1 | {\"endedAt\": \"2027-01-01T00:00:00Z\"} | 400 | endedAt",
                "crm/there-1 | {\"disposition\": \" \"} | 400 | 1 to 100 characters",
            })
    void whatCannotBeSaidIsRefused(String path, String patch, int status, String words) {
        report("there-1", "+77023330003", "2026-05-01T11:00:00Z");

        var reply = served.patch("/api/v1/contacts/" + path, patch);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).contains(words);
    }

    @Test
    void anAgentsWordAndTheEndOfOurOwnCallStand() {
        var call = call();
        FIXTURE.database.runInTransaction(
                tx -> contacts().dispose(tx, call, "resolved", new Topic("outage"), now()));

        var topic = served.patch("/api/v1/contacts/phone/" + call, "{\"topic\": \"billing\"}");
        var end =
                served.patch(
                        "/api/v1/contacts/phone/" + call,
                        "{\"endedAt\": \"2026-05-11T12:00:00Z\"}");
        var word = served.patch("/api/v1/contacts/phone/" + call, "{\"disposition\": \"sold\"}");

        assertThat(topic.status()).isEqualTo(409);
        assertThat(topic.problem()).isEqualTo("topic-settled");
        assertThat(end.problem()).isEqualTo("own-contact");
        assertThat(word.status()).isEqualTo(200);
        assertThat(word.json().getString("topicSource")).isEqualTo("disposition");
        assertThat(word.json().getString("disposition")).isEqualTo("sold");
    }

    @Test
    void whoServesOurOwnCallIsTakenFromAnotherSystemOnlyOnceItIsOver() {
        var call = call();
        var agent = agent("anna");
        var path = "/api/v1/contacts/phone/" + call;

        var named = served.patch(path, "{\"servedBy\": \"anna\", \"disposition\": \"sold\"}");

        assertThat(named.status()).as(named.text()).isEqualTo(409);
        assertThat(named.problem()).isEqualTo("own-contact");
        assertThat(named.text()).contains("leave servedBy out");
        assertThat(wasServed(call)).isFalse();

        FIXTURE.database.runInTransaction(tx -> contacts().servedBy(tx, call, agent));

        assertThat(served.patch(path, "{\"servedBy\": null}").problem()).isEqualTo("own-contact");
        assertThat(wasServed(call)).isTrue();

        FIXTURE.database.runInTransaction(tx -> end(tx, call));

        assertThat(served.patch(path, "{\"servedBy\": null}").status()).isEqualTo(200);
        assertThat(served.patch(path, "{\"servedBy\": \"anna\"}").json().getString("servedBy"))
                .isEqualTo("Anna");
    }

    @Test
    void contactsAreReadPageByPageInTheOrderTheyBegan() {
        for (var i = 0; i < 5; i++) {
            report("page-" + i, "+7702333100" + i, "2026-03-0" + (9 - i) + "T10:00:00Z");
        }

        var seen = new ArrayList<String>();
        var since = "2026-03-05T10:00:00Z";
        for (var page = 0; page < 3; page++) {
            var reply = served.get("/api/v1/contacts?limit=2&since=" + since);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            reply.json()
                    .getJsonArray("contacts")
                    .forEach(each ->
                            seen.add(
                                    ((io.vertx.core.json.JsonObject) each)
                                            .getString("externalId")));
            since = reply.json().getString("nextSince");
        }

        assertThat(seen.subList(0, 5))
                .containsExactly("page-4", "page-3", "page-2", "page-1", "page-0");
        assertThat(served.get("/api/v1/contacts").status()).isEqualTo(400);
        assertThat(served.get("/api/v1/contacts?since=soon").text()).contains("ISO 8601");
        var audited =
                FIXTURE.database.inTransaction(
                        tx -> tx.dsl().fetchCount(AUDIT, AUDIT.ACTION.eq("contacts.read")));
        assertThat(audited).as("each customer who was read").isGreaterThanOrEqualTo(5);
    }

    @Test
    void noContactIsPassedOverForOneThatBeganLaterOrIsDatedAhead() {
        report("flow-1", "+77023331101", "2026-05-11T11:59:00Z");
        report("flow-ahead", "+77023331102", "2026-05-11T12:04:00Z");
        report("flow-now", "+77023331103", "2026-05-11T11:59:59Z");

        var page = served.get("/api/v1/contacts?since=2026-05-11T11:58:00Z").json();
        report("flow-2", "+77023331104", "2026-05-11T11:59:58Z");
        var after = cursor(page.getString("nextSince"));

        assertThat(page.encode()).contains("flow-1").doesNotContain("flow-ahead", "flow-now");
        assertThat(page.getBoolean("more")).isFalse();
        assertThat(read(after, Instant.parse("2026-05-11T12:00:40Z")))
                .containsExactly("flow-2", "flow-now");
        assertThat(read(after, Instant.parse("2026-05-11T12:05:00Z")))
                .containsExactly("flow-2", "flow-now", "flow-ahead");
    }

    private static Timeline.Cursor cursor(String text) {
        var parts = text.split("/", 2);
        return new Timeline.Cursor(
                Instant.parse(parts[0]), new ContactId(UUID.fromString(parts[1])));
    }

    /** Other systems' contacts after a place, as they are read at an instant. */
    private static List<String> read(Timeline.Cursor after, Instant at) {
        return FIXTURE.memory(InstantSource.fixed(at)).contacts(ACTOR, after, 50).stream()
                .filter(entry -> entry.source().equals("crm"))
                .map(Timeline.Entry::externalId)
                .toList();
    }

    @Test
    void customersAreFoundByWhatTheyGaveLast() {
        reportField("f-1", "+77023332001", "area", "Old Town", "2026-05-01T09:00:00Z");
        reportField("f-2", "+77023332002", "area", "old town", "2026-05-01T09:00:00Z");
        reportField("f-3", "+77023332002", "area", "Harbour", "2026-05-02T09:00:00Z");

        var found = served.get("/api/v1/customers?field=area&value=OLD%20TOWN");

        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.json().getJsonArray("customers")).hasSize(1);
        assertThat(found.text()).contains("+77023332001");
        assertThat(served.get("/api/v1/customers?field=area&value=Nowhere").text())
                .isEqualTo("{\"customers\":[],\"more\":false}");
        assertThat(served.get("/api/v1/customers?field=pin&value=1").text()).contains("is secret");
        assertThat(served.get("/api/v1/customers?name=Ann").text()).contains("no field name");
        assertThat(served.get("/api/v1/customers?field=area").status()).isEqualTo(400);
        assertThat(served.get("/api/v1/customers").text()).contains("is missing", "or ask by name");
    }

    /** The last of so many gave it last and is the only one of whom it still counts. */
    @Test
    void aValueThatManyCorrectedStillFindsTheOneWhoDidNot() {
        giveArea(0, 900, "Mistyped", "claimed", "2026-05-01T09:00:00Z");
        giveArea(0, 899, "Right", "claimed", "2026-05-02T09:00:00Z");

        var found = served.get("/api/v1/customers?field=area&value=mistyped").json();

        assertThat(found.getJsonArray("customers")).as(found.encode()).hasSize(1);
        assertThat(found.getBoolean("more")).isFalse();
    }

    @Test
    void aValueTooCommonToFindSomebodyByIsSaidToBe() {
        giveArea(20_000, 80, "Nowhere in particular", "claimed", "2026-05-01T09:00:00Z");
        giveArea(1_000, 6_000, "Common", "claimed", "2026-05-01T09:00:00Z");
        giveArea(1_000, 6_000, "Corrected", "claimed", "2026-05-02T09:00:00Z");

        var many = served.get("/api/v1/customers?field=area&value=nowhere%20in%20particular");
        var hidden = served.get("/api/v1/customers?field=area&value=common");

        assertThat(many.json().getJsonArray("customers")).hasSize(50);
        assertThat(many.json().getBoolean("more")).isTrue();
        assertThat(hidden.json().getJsonArray("customers")).isEmpty();
        assertThat(hidden.json().getBoolean("more")).isTrue();
    }

    @Test
    void aValueThatAProofReplacedFindsNobodyWhoMayNotSeeProofs() {
        giveArea(7_000, 3, "Before", "claimed", "2026-05-02T09:00:00Z");
        giveArea(7_000, 3, "Proved", "verified", "2026-05-01T09:00:00Z");

        assertThat(found("before", false)).isEmpty();
        assertThat(found("proved", false)).isEmpty();
        assertThat(found("before", true)).isEmpty();
        assertThat(found("proved", true)).hasSize(3);
    }

    private static List<CustomerView> found(String area, boolean proved) {
        var memory = FIXTURE.memory(Fixture.NOON);
        var found = memory.whoGave(ACTOR, "area", area, proved);
        assertThat(found.more()).isFalse();
        return found.customers();
    }

    /** Customers from a number on, who are made where there are none. */
    private static void giveArea(int first, int count, String value, String trust, String at) {
        FIXTURE.database.runInTransaction(tx -> {
            tx.dsl()
                    .execute(
                            "insert into customer (id) select lpad(to_hex(n), 32, 'a')::uuid from"
                                    + " generate_series(?, ?) as n on conflict do nothing",
                            first,
                            first + count - 1);
            tx.dsl()
                    .execute(
                            "insert into known_field (id, customer_id, key, value, source, trust,"
                                    + " given_at) select gen_random_uuid(), lpad(to_hex(n), 32,"
                                    + " 'a')::uuid, 'area', ?, 'chat', ?, ?::timestamptz from"
                                    + " generate_series(?, ?) as n",
                            value,
                            trust,
                            at,
                            first,
                            first + count - 1);
        });
    }

    @ParameterizedTest
    @CsvSource({"facts, from", "requests, openedAt"})
    void oneFactOrRequestIsReadAndTakenBack(String kind, String since) {
        var path = "/api/v1/" + kind + "/shop/one%2F1";
        var told =
                served.put(
                        path,
                        "{\"handle\": \"tel:+4915112345678\", \"kind\": \"case\", \"topic\":"
                                + " \"outage.internet\", \""
                                + since
                                + "\": \"2026-05-11T09:00:00Z\""
                                + (since.equals("from") ? "" : ", \"status\": \"open\"")
                                + "}");
        assertThat(told.status()).as(told.text()).isEqualTo(201);

        var read = served.get(path);
        var deleted = served.delete(path);

        assertThat(read.status()).as(read.text()).isEqualTo(200);
        assertThat(read.json().getString("id")).isEqualTo("shop/one/1");
        assertThat(read.json().getString("customerId"))
                .isEqualTo(told.json().getString("customerId"));
        assertThat(deleted.text()).isEqualTo("{\"result\":\"deleted\"}");
        assertThat(trail(kind.substring(0, kind.length() - 1), "shop/one/1"))
                .as("which one was read and deleted")
                .containsExactly("put", "read", "delete");
        assertThat(served.get(path).status()).isEqualTo(404);
        assertThat(served.delete(path).status()).isEqualTo(404);
    }

    /** What was done to a fact or a request, in order. */
    private static List<String> trail(String kind, String id) {
        return FIXTURE.database.inTransaction(tx ->
                tx
                        .dsl()
                        .selectFrom(AUDIT)
                        .where(AUDIT.ACTION.startsWith(kind + "."))
                        .orderBy(AUDIT.ID)
                        .fetch()
                        .stream()
                        .filter(row -> row.getDetail().data().contains("\"" + id + "\""))
                        .map(row -> row.getAction().substring(kind.length() + 1))
                        .toList());
    }

    private static Instant now() {
        return Fixture.NOON.instant();
    }

    private static ContactStore contacts() {
        return new ContactStore(FIXTURE.ids, new HandleStore(FIXTURE.ids), new TopicStore());
    }

    private static ContactId call() {
        var call =
                Contact.inbound(
                        new ContactId(UUID.randomUUID()),
                        Channel.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        TrustTier.UNKNOWN,
                        now(),
                        Optional.of(new Address.Call("pbx1", "1741.7", "PJSIP/trunk-1")));
        FIXTURE.database.runInTransaction(tx -> contacts().begin(tx, call));
        return call.id();
    }

    private static UUID agent(String login) {
        return FIXTURE.database.inTransaction(
                tx -> new AgentStore().put(tx, login, "Anna", Optional.empty(), Map.of()).value());
    }

    private static boolean wasServed(ContactId call) {
        return FIXTURE.database.inTransaction(tx -> contacts().wasServed(tx, call));
    }

    private static void end(Tx tx, ContactId call) {
        var ended = new Ended.RingGroup(Unserved.PLACE_LOST);
        contacts().finish(tx, call, ended, now(), Optional.empty(), TopicSource.KEY);
    }

    /** As if it had been learned long ago. */
    private static void learned(String externalId) {
        FIXTURE.database.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.LEARNED_SEQ, 1L)
                        .where(CONTACT.EXTERNAL_ID.eq(externalId))
                        .execute());
    }

    private static void report(String id, String number, String at) {
        reportField(id, number, "area", "1", at);
    }

    private static void reportField(String id, String number, String key, String value, String at) {
        var begun = Instant.parse(at);
        var ended = begun.isBefore(now().minusSeconds(300)) ? begun.plusSeconds(300) : begun;
        var reply =
                served.post(
                        "/api/v1/contacts",
                        """
                        {"contacts": [{"source": "crm", "externalId": "%s", "nature": "interaction",
                         "direction": "inbound", "channel": "chat", "handles": ["tel:%s"],
                         "topic": "outage.internet", "startedAt": "%s", "endedAt": "%s",
                         "fields": {"%s": "%s"}}]}\
                        """
                                .formatted(id, number, begun, ended, key, value));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
