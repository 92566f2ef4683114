package io.recaller.contact;

import static io.recaller.contact.Memory.NOW;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.FACT;
import static io.recaller.db.generated.Tables.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.context.ContextQuery;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.fact.RequestStore;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Facts and requests, as the context of a call has them. */
final class FactStoreTest {
    private static final Memory memory = new Memory("outage", "billing.tv");
    private static final Optional<Instant> OPEN = Optional.empty();

    @AfterAll
    static void close() {
        memory.close();
    }

    @Test
    void aFactIsActiveFromItsBeginningUntilItsEnd() {
        var customer = customer();
        var inAnHour = NOW.plus(Duration.ofHours(1));
        put(of(customer), fact("f-now", NOW, OPEN));
        put(of(customer), fact("f-older", ago(1), Optional.of(inAnHour)));
        put(of(customer), fact("f-over", ago(2), Optional.of(NOW)));
        put(of(customer), fact("f-coming", inAnHour, OPEN));

        assertThat(facts(customer)).containsExactly("crm/f-now", "crm/f-older");
    }

    @Test
    void reportedAgainItIsTheSameFactBroughtUpToDate() {
        var customer = customer();
        var first = put(of(customer), fact("f-again", ago(1), OPEN));
        var second = put(of(customer), fact("f-again", ago(1), Optional.of(NOW)));

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(facts(customer)).isEmpty();
    }

    @Test
    void aFactOfAnAreaConcernsWhoGaveThatAreaLast() {
        var there = customer();
        var moved = customer();
        var elsewhere = customer();
        give(there, "almaty-3", NOW.minusSeconds(60));
        give(moved, "almaty-3", ago(9));
        give(moved, "astana-1", ago(8));

        put(new Concern.In("almaty-3"), fact("f-area", ago(1), OPEN));

        assertThat(facts(there)).containsExactly("crm/f-area");
        assertThat(facts(moved)).isEmpty();
        assertThat(facts(elsewhere)).isEmpty();
    }

    @Test
    void anAreaThatWasGivenTooLongAgoIsNotUsed() {
        var customer = customer();
        give(customer, "aktau-2", ago(366));

        put(new Concern.In("aktau-2"), fact("f-old-area", ago(1), OPEN));

        assertThat(facts(customer)).isEmpty();
    }

    @Test
    void withoutAnAreaFieldOnlyTheirOwnConcernsThem() {
        var customer = customer();
        give(customer, "oral-1", NOW.minusSeconds(60));
        put(new Concern.In("oral-1"), fact("f-oral", ago(1), OPEN));
        put(of(customer), fact("f-own", ago(1), OPEN));
        var catalogue = new FieldCatalogue(memory.catalogue.entries());
        var query = new ContextQuery(catalogue);

        var known = memory.db.inTransaction(tx -> query.read(tx, customer, NOW)).known();

        assertThat(known.orElseThrow().facts())
                .extracting(ActiveFact::id)
                .containsExactly("crm/f-own");
    }

    @Test
    void whatConcernedAMergedCustomerConcernsTheOneTheyTurnedOutToBe() {
        var old = customer();
        var survivor = customer();
        put(of(old), fact("f-merged", ago(1), OPEN));

        memory.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, survivor.value())
                        .where(CUSTOMER.ID.eq(old.value()))
                        .execute());

        assertThat(facts(survivor)).containsExactly("crm/f-merged");
    }

    @Test
    void atMostTwentyAreRead() {
        var customer = customer();
        for (var day = 1; day <= 25; day++) {
            put(of(customer), fact("f-many-" + day, ago(day), OPEN));
        }

        assertThat(facts(customer))
                .hasSize(20)
                .startsWith("crm/f-many-1")
                .endsWith("crm/f-many-20");
    }

    @Test
    void aRequestIsOpenUntilItIsReportedClosed() {
        var customer = customer();

        assertThat(put(of(customer), request("r1", "in work", OPEN)).created()).isTrue();
        assertThat(put(of(customer), request("r1", "waiting", OPEN)).created()).isFalse();

        assertThat(known(customer).requests())
                .containsExactly(
                        new OpenRequest(
                                "crm/r1",
                                "repair",
                                new Topic("outage"),
                                "waiting",
                                ago(2),
                                TrustTier.VERIFIED,
                                Map.of("en", "Your repair")));
        put(of(customer), request("r1", "done", Optional.of(NOW)));
        assertThat(known(customer).requests()).isEmpty();
    }

    @Test
    void aRequestOfAnAreaConcernsWhoIsThere() {
        var customer = customer();
        give(customer, "pavlodar-5", NOW.minusSeconds(60));

        put(new Concern.In("pavlodar-5"), request("r-area", "in work", OPEN));

        assertThat(known(customer).requests())
                .extracting(OpenRequest::id)
                .containsExactly("crm/r-area");
    }

    @Test
    void aTopicNobodyKnowsGoesUnderOtherUntilSomebodyDefinesIt() {
        var customer = customer();
        var fact = fact("f-new", ago(1), OPEN, "drone.delivery");

        var kept = put(of(customer), fact);

        assertThat(kept.topicKnown()).isFalse();
        assertThat(kept.topic()).isEqualTo(new Topic("other.drone.delivery"));
        memory.db.runInTransaction(
                tx -> memory.topics.define(tx, new Topic("drone.delivery"), Map.of()));
        assertThat(known(customer).facts())
                .extracting(ActiveFact::topic)
                .containsExactly(new Topic("drone.delivery"));
    }

    @Test
    void withTheCustomerGoesWhatConcernedThem() {
        var customer = customer();
        put(of(customer), fact("f-erased", ago(1), OPEN));
        put(of(customer), request("r-erased", "in work", OPEN));

        memory.db.runInTransaction(tx -> {
            tx.dsl().deleteFrom(CUSTOMER).where(CUSTOMER.ID.eq(customer.value())).execute();
            assertThat(tx.dsl().fetchExists(FACT, FACT.EXTERNAL_ID.eq("f-erased"))).isFalse();
            assertThat(tx.dsl().fetchExists(REQUEST, REQUEST.EXTERNAL_ID.eq("r-erased"))).isFalse();
        });
    }

    private static CustomerId customer() {
        return memory.customer(memory.newLine());
    }

    private static Concern of(CustomerId customer) {
        return new Concern.Of(customer);
    }

    private static Instant ago(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static void give(CustomerId customer, String area, Instant at) {
        var field = new KnownField("area", area, "crm", at, true);
        memory.db.runInTransaction(
                tx -> memory.fields.add(tx, customer, field, Optional.empty(), NOW));
    }

    private static Kept put(Concern concern, FactStore.Fact fact) {
        return memory.db.inTransaction(tx -> memory.facts.put(tx, concern, fact, NOW));
    }

    private static Kept put(Concern concern, RequestStore.Request request) {
        return memory.db.inTransaction(tx -> memory.requests.put(tx, concern, request, NOW));
    }

    private static List<String> facts(CustomerId customer) {
        return known(customer).facts().stream().map(ActiveFact::id).toList();
    }

    private static CallerContext.Known known(CustomerId customer) {
        return memory.db
                .inTransaction(tx -> memory.context.read(tx, customer, NOW))
                .known()
                .orElseThrow();
    }

    private static FactStore.Fact fact(String externalId, Instant from, Optional<Instant> until) {
        return fact(externalId, from, until, "billing.tv");
    }

    private static FactStore.Fact fact(
            String externalId, Instant from, Optional<Instant> until, String topic) {
        return new FactStore.Fact(
                "crm",
                externalId,
                "payment",
                new Topic(topic),
                from,
                until,
                TrustTier.VERIFIED,
                Map.of());
    }

    private static RequestStore.Request request(
            String externalId, String status, Optional<Instant> closed) {
        return new RequestStore.Request(
                "crm",
                externalId,
                "repair",
                new Topic("outage"),
                status,
                ago(2),
                closed,
                TrustTier.VERIFIED,
                Map.of("en", "Your repair"));
    }
}
