package io.recaller.contact;

import static io.recaller.contact.Memory.NOW;
import static io.recaller.contact.Memory.chat;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.fact.RequestStore;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.PastOffer;
import io.recaller.contact.history.PastOrder;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.Arms;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.People;
import io.recaller.customer.Resolution;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class ContextQueryTest {
    private static final Logger log = LoggerFactory.getLogger(ContextQueryTest.class);
    private static final Memory memory = new Memory("outage", "billing.tv", "mobile");
    private static final String FLOW = "f".repeat(64);

    @AfterAll
    static void close() {
        memory.close();
    }

    @Test
    void aStrangerIsNobodyAndNothingIsKnown() {
        var context = read(memory.newLine());

        assertThat(context).isEqualTo(new CallerContext(new Resolution.Nobody(), Optional.empty()));
    }

    @Test
    void ofASharedHandleNothingIsTold() {
        var shared = memory.newLine();
        var one = memory.customer(memory.newLine());
        var other = memory.customer(memory.newLine());
        memory.db.runInTransaction(tx -> People.uses(tx, one, shared));
        memory.db.runInTransaction(tx -> People.uses(tx, other, shared));

        var context = read(shared);

        assertThat(context.who()).isInstanceOf(Resolution.Several.class);
        assertThat(context.known()).isEmpty();
    }

    @Test
    void oneQueryTellsAllThatACallNeeds() {
        var line = memory.newLine();
        var customer = memory.customer(line);
        memory.report(chat("q1", line, "outage", Duration.ofHours(2)));
        memory.report(chat("q2", line, "billing.tv", Duration.ofDays(-1)));
        var call = memory.call(line, customer, Duration.ofDays(3));
        about(call, "mobile");
        heard(call, "main", Duration.ofDays(3), "pay_tv", "internet");
        heard(call, "main", Duration.ofDays(2), "internet", "pay_tv");
        heard(call, "sub", Duration.ofDays(3), "b", "a");
        var account = new KnownField("account", "12345678", "chat", NOW.minusSeconds(60), true);
        var opened = NOW.minus(Duration.ofDays(1));
        memory.db.runInTransaction(tx -> {
            memory.fields.add(tx, customer, account, Optional.empty(), NOW);
            People.describe(tx, customer, Optional.of("ru"), Optional.of("gold"));
            memory.customers.policy(tx, customer, Arms.of(0, "order"), NOW);
            memory.requests.put(tx, new Concern.Of(customer), request(opened), NOW);
            memory.facts.put(tx, new Concern.Of(customer), order(opened), NOW);
        });

        var context = read(line);

        assertThat(context.who()).isEqualTo(new Resolution.One(customer));
        var known = context.known().orElseThrow();
        assertThat(known.profile().language()).contains("ru");
        assertThat(known.profile().policy()).contains("order");
        assertThat(known.fields()).isEqualTo(Map.of("account", account));
        assertThat(known.history())
                .containsExactly(
                        past(Channel.CHAT, "outage", Duration.ofHours(2)),
                        past(Channel.PHONE, "mobile", Duration.ofDays(3)));
        assertThat(known.requests())
                .containsExactly(
                        new OpenRequest(
                                "crm/q-r1",
                                "repair",
                                new Topic("outage"),
                                "open",
                                opened,
                                TrustTier.CLAIMED,
                                Map.of("en", "Your repair")));
        assertThat(known.facts())
                .containsExactly(
                        new ActiveFact(
                                "shop/q-f1",
                                "order",
                                new Topic("mobile"),
                                opened,
                                Optional.of(NOW.plusSeconds(60)),
                                TrustTier.VERIFIED,
                                Map.of("ru", "Заказ в пути")));
        assertThat(known.lastOrders())
                .isEqualTo(
                        Map.of(
                                "main",
                                List.of(
                                        new PastOrder(
                                                TrustTier.CLAIMED, List.of("internet", "pay_tv"))),
                                "sub",
                                List.of(new PastOrder(TrustTier.CLAIMED, List.of("b", "a")))));
        assertThat(
                        memory.db.<CallerContext>inTransaction(
                                tx -> memory.context.read(tx, customer, NOW)))
                .isEqualTo(context);
    }

    @Test
    void anOfferIsRightWhenItWasTakenAndTheCallWasAboutItAndItsMenuTeachesNoOrder() {
        var line = memory.newLine();
        var customer = memory.customer(line);
        memory.db.runInTransaction(tx -> {
            memory.topics.define(tx, new Topic("outage.line"), Map.of());
            memory.topics.define(tx, new Topic("outages"), Map.of());
        });
        offered(memory.call(line, customer, Duration.ofDays(5)), "outage.line", "offer_taken", 3);
        offered(memory.call(line, customer, Duration.ofDays(4)), "billing", "offer_taken", 3);
        var twice = memory.call(line, customer, Duration.ofDays(3));
        offered(twice, "outage", "no_input", 3);
        offered(twice, "outage", "offer_taken", 3);
        offered(memory.call(line, customer, Duration.ofDays(2)), "outage", "chosen", 3);
        offered(memory.call(line, customer, Duration.ofDays(1)), "outages", "offer_taken", 3);

        offered(memory.call(line, customer, Duration.ofHours(1)), "billing", "chosen", 0.4);

        var known = read(line).known().orElseThrow();

        assertThat(known.offers())
                .as("of the last call nothing was heard")
                .extracting(PastOffer::right)
                .containsExactly(false, false, true, false, true);
        assertThat(known.offers()).extracting(PastOffer::at).isSortedAccordingTo(reverseOrder());
        assertThat(known.lastOrders()).isEmpty();
    }

    private static void offered(ContactId contact, String topic, String outcome, double seconds) {
        about(contact, topic);
        var began = memory.entry(contact).startedAt();
        heard(contact, "main", Duration.between(began, NOW), "a", "b");
        memory.db.runInTransaction(tx ->
                tx.dsl()
                        .update(MENU_IMPRESSION)
                        .set(MENU_IMPRESSION.OFFER, "outage_request")
                        .set(
                                MENU_IMPRESSION.OFFER_DETAIL,
                                JSONB.valueOf("{\"topics\":[\"outage\"]}"))
                        .set(MENU_IMPRESSION.OUTCOME, outcome)
                        .set(MENU_IMPRESSION.HEARD_SECONDS, seconds)
                        .where(
                                MENU_IMPRESSION.CONTACT_ID.eq(contact.value()),
                                MENU_IMPRESSION.OUTCOME.isNull())
                        .execute());
    }

    @Test
    void callsWeMadeTeachNothingButTextsWeSentDo() {
        var line = memory.newLine();
        memory.report(outbound("q3", Nature.INTERACTION, Channel.PHONE, line));
        memory.report(outbound("q4", Nature.ACTIVITY, Channel.SMS, line));

        var history = read(line).known().orElseThrow().history();

        assertThat(history).extracting(PastContact::channel).containsExactly(Channel.SMS);
    }

    /** The budget of a call is 300 ms for everything; on a busy machine this stays far below. */
    @Test
    void aThousandContactsAreReadWellWithinTheBudget() {
        var line = memory.newLine();
        var customer = memory.customer(line);
        fill(customer, 1000);
        for (var i = 0; i < 40; i++) {
            fill(memory.customer(memory.newLine()), 500);
        }
        memory.db.runInTransaction(tx -> tx.dsl().execute("analyze"));
        IntStream.range(0, 50).forEach(_ -> read(line));

        var micros = new ArrayList<Long>();
        for (var i = 0; i < 300; i++) {
            var begun = System.nanoTime();
            assertThat(read(line).known().orElseThrow().history()).hasSize(1000);
            micros.add((System.nanoTime() - begun) / 1000);
        }

        Collections.sort(micros);
        log.atInfo()
                .addKeyValue("p50Micros", micros.get(150))
                .addKeyValue("p99Micros", micros.get(297))
                .log("context of 1,000 contacts read");
        assertThat(micros.get(150)).isLessThan(300_000L);
    }

    private static CallerContext read(Handle handle) {
        return memory.db.inTransaction(tx -> memory.context.read(tx, handle, NOW));
    }

    private static PastContact past(Channel channel, String topic, Duration ago) {
        return new PastContact(NOW.minus(ago), channel, Nature.INTERACTION, new Topic(topic));
    }

    private static void about(ContactId contact, String topic) {
        memory.db.runInTransaction(
                tx -> memory.contacts.about(tx, contact, new Topic(topic), TopicSource.KEY));
    }

    private static RequestStore.Request request(Instant opened) {
        return new RequestStore.Request(
                "crm",
                "q-r1",
                "repair",
                new Topic("outage"),
                "open",
                opened,
                Optional.empty(),
                TrustTier.CLAIMED,
                Map.of("en", "Your repair"));
    }

    private static FactStore.Fact order(Instant from) {
        return new FactStore.Fact(
                "shop",
                "q-f1",
                "order",
                new Topic("mobile"),
                from,
                Optional.of(NOW.plusSeconds(60)),
                TrustTier.VERIFIED,
                Map.of("ru", "Заказ в пути"));
    }

    private static Reported outbound(
            String externalId, Nature nature, Channel channel, Handle handle) {
        return new Reported(
                "crm",
                externalId,
                nature,
                channel,
                Direction.OUTBOUND,
                List.of(handle),
                TrustTier.CLAIMED,
                Optional.of(new Topic("mobile")),
                NOW.minus(Duration.ofDays(1)),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static void heard(ContactId contact, String node, Duration ago, String... options) {
        var layout = "[{\"option\":\"" + String.join("\"},{\"option\":\"", options) + "\"}]";
        memory.db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(FLOW_VERSION)
                    .set(FLOW_VERSION.SHA256, FLOW)
                    .set(FLOW_VERSION.FLOW, "telecom")
                    .set(FLOW_VERSION.YAML, "")
                    .onConflictDoNothing()
                    .execute();
            tx.dsl()
                    .insertInto(MENU_IMPRESSION)
                    .set(MENU_IMPRESSION.ID, memory.ids.get())
                    .set(MENU_IMPRESSION.CONTACT_ID, contact.value())
                    .set(MENU_IMPRESSION.FLOW_SHA, FLOW)
                    .set(MENU_IMPRESSION.NODE, node)
                    .set(MENU_IMPRESSION.LAYOUT, JSONB.valueOf(layout))
                    .set(MENU_IMPRESSION.POLICY, "recaller")
                    .set(MENU_IMPRESSION.SPOKEN_AT, NOW.minus(ago))
                    .execute();
        });
    }

    /** So many calls over the last half year, one statement. */
    private static void fill(CustomerId customer, int contacts) {
        memory.db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                """
                                insert into contact (id, started_at, source, external_id,
                                    nature, channel, direction, customer_id, topic,
                                    topic_source)
                                select gen_random_uuid(),
                                    {1} - make_interval(hours => i * 4), 'fill',
                                    gen_random_uuid()::text, 'interaction', 'phone',
                                    'inbound', {0},
                                    (array['outage', 'billing.tv', 'mobile'])[1 + i % 3],
                                    'task'
                                from generate_series(1, {2}) i
                                """,
                                DSL.val(customer.value()), DSL.val(NOW), DSL.val(contacts)));
    }
}
