package io.recaller.recommendation;

import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.context.ContextQuery;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.RequestStore;
import io.recaller.contact.fact.RequestStore.Request;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.customer.AuditTrail.Kind;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.experiment.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recommended in contacts, and kept of it. */
class RecommenderTest {
    private static final Instant NOON = Instant.parse("2026-05-11T12:00:00Z");
    private static final Actor CRM = new Actor(Kind.API, "crm");
    private static final RecommendationId FIBRE = new RecommendationId("fibre-300");
    private static final Topic TARIFF = new Topic("internet.tariff");

    private final Database db = TestDatabase.fresh();
    private final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private final HandleStore handles = new HandleStore(ids);
    private final CustomerStore customers = new CustomerStore(ids, handles);
    private final TopicStore topics = new TopicStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final RunningRecommendations running = new RunningRecommendations(db, now::get);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Recommendations given = new Recommendations(db, now::get, ids, customers, topics);
    private final CustomerId aigul = customer("+77010000001");

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void theSameIsRecommendedInAContactHoweverOftenAndWhereverItIsAsked() throws Exception {
        put(FIBRE, Set.of());
        put(new RecommendationId("tv"), Set.of());
        var contact = contact();
        var asked = new ArrayList<Optional<Recommended>>();

        try (var servers = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<Optional<Recommended>>>();
            for (var i = 0; i < 8; i++) {
                all.add(servers.submit(() -> in(contact, aigul)));
            }
            for (var each : all) {
                asked.add(each.get());
            }
        }

        assertThat(asked).allSatisfy(each -> assertThat(each).isPresent());
        assertThat(asked.stream().map(each -> each.orElseThrow().recommendation().id()).distinct())
                .containsExactly(FIBRE);
        assertThat(count(OutcomeState.SHOWN)).isEqualTo(1);
        assertThat(given.read(FIBRE).orElseThrow().counts())
                .isEqualTo(Map.of(OutcomeState.SHOWN, 1));
    }

    @Test
    void theControlGroupIsRecommendedNothingAndCountsAsWithheld() {
        put(FIBRE, Set.of());
        var rules = rules(1.0);

        var shown = in(new Recommender(rules, running, meters), contact(), aigul);

        assertThat(shown).isEmpty();
        assertThat(given.read(FIBRE).orElseThrow().counts())
                .isEqualTo(Map.of(OutcomeState.WITHHELD, 1));
    }

    @Test
    void nothingIsRecommendedWhileAComplaintIsOpenNotEvenWhatWasShown() {
        put(FIBRE, Set.of());
        var before = contact();
        assertThat(in(before, aigul)).isPresent();

        complain(Optional.empty());
        var meanwhile = in(before, aigul);
        var other = in(contact(), aigul);
        complain(Optional.of(NOON.plusSeconds(60)));

        assertThat(meanwhile).isEmpty();
        assertThat(other).isEmpty();
        assertThat(in(before, aigul)).isPresent();
    }

    @Test
    void aContactThatIsAComplaintIsNoPlaceForIt() {
        put(FIBRE, Set.of());
        var complaint =
                new Encounter(
                        contact(),
                        aigul,
                        Optional.empty(),
                        TrustTier.ATTESTED,
                        Channel.PHONE,
                        Optional.of(HandleKind.TEL),
                        Optional.of(new Topic("complaint.bill")),
                        List.of());

        Optional<Recommended> shown = db.inTransaction(tx -> recommender().in(tx, complaint, NOON));

        assertThat(shown).isEmpty();
    }

    @Test
    void anAnswerIsKeptShownAndMayBeAnotherAndWhoSaidNoHearsNothingForATime() {
        put(FIBRE, Set.of());
        put(new RecommendationId("tv"), Set.of());
        var contact = contact();
        in(contact, aigul);

        var wrong = answer(contact, new RecommendationId("tv"), OutcomeState.ACCEPTED);
        var first = answer(contact, FIBRE, OutcomeState.WRONG);
        var then = answer(contact, FIBRE, OutcomeState.DECLINED);

        assertThat(wrong).isFalse();
        assertThat(first).isTrue();
        assertThat(then).isTrue();
        assertThat(in(contact, aigul)).map(Recommended::state).contains(OutcomeState.DECLINED);
        now.set(NOON.plus(Duration.ofDays(13)));
        assertThat(in(contact(), aigul)).isEmpty();
        now.set(NOON.plus(Duration.ofDays(15)));
        assertThat(in(contact(), aigul))
                .map(each -> each.recommendation().id().value())
                .contains("tv");
        now.set(NOON.plus(Duration.ofDays(29)));
        assertThat(in(contact(), aigul)).isPresent();
    }

    @Test
    void whoTookItOrNamedNobodyOrWantsToBeToldNothingIsNotOfferedIt() {
        put(FIBRE, Set.of(customer("+77010000002")));
        assertThat(in(contact(), aigul)).isEmpty();

        put(FIBRE, Set.of(aigul));
        assertThat(in(contact(), aigul)).isPresent();
        db.runInTransaction(
                tx -> new Consents().say(tx, aigul, ConsentChannel.CALL, false, "form", NOON));
        assertThat(in(contact(), aigul)).isEmpty();
        db.runInTransaction(
                tx -> new Consents().say(tx, aigul, ConsentChannel.CALL, true, "form", NOON));
        assertThat(in(contact(), aigul)).isPresent();

        assertThat(given.taken(CRM, FIBRE, aigul)).isEqualTo(Recommendations.Uptake.NEWS);
        assertThat(given.taken(CRM, FIBRE, aigul)).isEqualTo(Recommendations.Uptake.KNOWN);
        assertThat(in(contact(), aigul)).isEmpty();
    }

    @Test
    void whatIsWithdrawnIsShownNoMoreNotEvenWhereItWas() {
        put(FIBRE, Set.of());
        var contact = contact();
        in(contact, aigul);

        given.withdraw(CRM, FIBRE);

        assertThat(in(contact, aigul)).isEmpty();
        running.run();
        assertThat(in(contact(), aigul)).isEmpty();
        put(FIBRE, Set.of());
        assertThat(in(contact, aigul)).isPresent();
    }

    @Test
    void whatOthersAcceptedIsLearned() {
        put(FIBRE, Set.of());
        put(new RecommendationId("tv"), Set.of());
        var contact = contact();
        in(contact, aigul);
        answer(contact, FIBRE, OutcomeState.ACCEPTED);
        now.set(NOON.plus(Duration.ofMinutes(2)));
        running.run();

        var shown = in(contact(), customer("+77010000003")).orElseThrow();

        assertThat(shown.recommendation().id()).isEqualTo(FIBRE);
        assertThat(shown.terms())
                .filteredOn(term -> term.kind() == ScoreTerm.Kind.ITSELF)
                .singleElement()
                .satisfies(term -> assertThat(term.accepted()).isEqualTo(1));
        assertThat(shown.terms())
                .filteredOn(term -> term.kind() == ScoreTerm.Kind.TOPIC)
                .singleElement()
                .satisfies(term -> assertThat(term.of()).isEqualTo("billing"));
    }

    @Test
    void theReportComparesWhoTookItWithTheControlGroup() {
        put(FIBRE, Set.of());
        put(new RecommendationId("tv"), Set.of());
        for (var i = 10; i < 30; i++) {
            var customer = customer("+770100001" + i);
            var isControl = i >= 20;
            var contact = contact();
            in(new Recommender(rules(isControl ? 1.0 : 0.0), running, meters), contact, customer);
            if (!isControl) {
                answer(
                        contact,
                        FIBRE,
                        i < 16
                                ? OutcomeState.ACCEPTED
                                : i < 19 ? OutcomeState.DECLINED : OutcomeState.WRONG);
            }
            if (i < 16 || i == 20) {
                given.taken(CRM, FIBRE, customer);
            }
        }

        var report =
                new UptakeReports(db).of(new Period(NOON.minusSeconds(9), NOON.plusSeconds(9)));
        var before =
                new UptakeReports(db).of(new Period(NOON.minusSeconds(9), NOON.minusSeconds(1)));

        assertThat(before.rows()).isEmpty();
        assertThat(report.rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.shown()).isEqualTo(10);
                    assertThat(row.accepted()).isEqualTo(6);
                    assertThat(row.declined()).isEqualTo(3);
                    assertThat(row.wrong()).isEqualTo(1);
                    assertThat(row.treated()).isEqualTo(new UptakeReport.Group(10, 6));
                    assertThat(row.control()).isEqualTo(new UptakeReport.Group(10, 1));
                    assertThat(row.uplift().orElseThrow().value()).isEqualTo(0.5);
                    assertThat(row.uplift().orElseThrow().low()).isBetween(0.0, 0.2);
                });
    }

    @Test
    void aFlowAsksTheSameAndUntilItDoesNothingIsWritten() {
        put(FIBRE, Set.of());
        var contact = contact();
        var question = stored(0).find(whom(contact, aigul), "en").orElseThrow();
        var before = given.read(FIBRE).orElseThrow().counts();

        var begins = stored(0).begin(whom(contact, aigul), FIBRE, () -> true);
        var again = stored(0).begin(whom(contact, aigul), FIBRE, () -> true);

        assertThat(question)
                .isEqualTo(new FlowRecommendations.Question(FIBRE, "Faster for 500 more?"));
        assertThat(before).isEmpty();
        assertThat(begins).isTrue();
        assertThat(again).as("after a kill").isTrue();
        assertThat(count(OutcomeState.SHOWN)).isEqualTo(1);
        assertThat(in(contact, aigul)).map(Recommended::state).contains(OutcomeState.SHOWN);
        assertThat(stored(0).find(whom(contact(), aigul), "kk")).isEmpty();
        assertThat(stored(0).mayBe()).isTrue();
    }

    @Test
    void whatACustomerAnswersAFlowCountsLikeAnAgentsWordAndIsToldApart() {
        put(FIBRE, Set.of());
        var contact = contact();
        stored(0).begin(whom(contact, aigul), FIBRE, () -> true);

        var isThere = answersTheFlow(contact, true);

        assertThat(isThere).isTrue();
        assertThat(answersTheFlow(contact(), true)).as("nothing is shown there").isFalse();
        assertThat(in(contact, aigul)).map(Recommended::state).contains(OutcomeState.ACCEPTED);
        assertThat(stored(0).find(whom(contact, aigul), "en")).as("answered").isEmpty();
        assertThat(in(contact(), aigul)).as("they have it").isEmpty();
        var report =
                new UptakeReports(db).of(new Period(NOON.minusSeconds(9), NOON.plusSeconds(9)));
        assertThat(report.rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.accepted()).isEqualTo(1);
                    assertThat(row.acceptedInFlows()).isEqualTo(1);
                    assertThat(row.declinedInFlows()).isZero();
                });
    }

    @Test
    void whatWasRecommendedIsReadBackWithWhoAnswered() {
        put(FIBRE, Set.of());
        var flow = contact();
        var agent = contact();
        var silent = contact();
        stored(0).begin(whom(flow, aigul), FIBRE, () -> true);
        in(agent, customer("+77010000005"));
        in(silent, customer("+77010000006"));
        answersTheFlow(flow, false);
        answer(agent, FIBRE, OutcomeState.WRONG);

        var past = past(flow, agent, silent, contact());

        assertThat(past).hasSize(3);
        var declined = past.getFirst();
        assertThat(declined.state()).isEqualTo(OutcomeState.DECLINED);
        assertThat(declined.answer())
                .contains(new PastRecommendation.Answer(NOON, Optional.empty()));
        assertThat(declined.terms()).isNotEmpty();
        assertThat(past.get(1).answer())
                .contains(new PastRecommendation.Answer(NOON, Optional.of("an agent")));
        assertThat(past.get(2).answer()).isEmpty();
    }

    private List<PastRecommendation> past(ContactId... contacts) {
        var read = db.inTransaction(tx -> new PastRecommendations().of(tx, List.of(contacts)));
        return Stream.of(contacts).map(read::get).filter(Objects::nonNull).toList();
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotShown() {
        put(FIBRE, Set.of());
        var contact = contact();

        assertThat(stored(0).begin(whom(contact, aigul), FIBRE, () -> false)).isFalse();

        assertThat(given.read(FIBRE).orElseThrow().counts()).isEmpty();
        assertThat(stored(0).begin(whom(contact, aigul), FIBRE, () -> true)).isTrue();
    }

    @Test
    void aFlowAsksTheControlGroupNothingNorWhoCameInTheirPlace() {
        put(FIBRE, Set.of());
        var control = contact();
        var replaced = contact();
        var other = customer("+77010000004");
        assertThat(stored(1).find(whom(control, aigul), "en")).isPresent();

        assertThat(stored(1).begin(whom(control, aigul), FIBRE, () -> true)).isFalse();
        stored(0).begin(whom(replaced, aigul), FIBRE, () -> true);

        assertThat(given.read(FIBRE).orElseThrow().counts())
                .isEqualTo(Map.of(OutcomeState.WITHHELD, 1, OutcomeState.SHOWN, 1));
        assertThat(stored(0).find(whom(replaced, other), "en")).isEmpty();
    }

    private StoredRecommendations stored(double control) {
        return new StoredRecommendations(
                db,
                now::get,
                new Recommender(rules(control), running, meters),
                running,
                new ContextQuery(new FieldCatalogue(List.of())));
    }

    private boolean answersTheFlow(ContactId contact, boolean accepted) {
        return db.inTransaction(
                tx -> new FlowAnswers().write(tx, contact, FIBRE, accepted, now.get()));
    }

    private static FlowRecommendations.Whom whom(ContactId contact, CustomerId customer) {
        return new FlowRecommendations.Whom(
                contact,
                customer,
                TrustTier.ATTESTED,
                Channel.PHONE,
                Optional.of(HandleKind.TEL),
                Optional.empty());
    }

    private Optional<Recommended> in(ContactId contact, CustomerId customer) {
        return in(recommender(), contact, customer);
    }

    private Optional<Recommended> in(
            Recommender recommender, ContactId contact, CustomerId customer) {
        var who =
                new Encounter(
                        contact,
                        customer,
                        Optional.empty(),
                        TrustTier.ATTESTED,
                        Channel.PHONE,
                        Optional.of(HandleKind.TEL),
                        Optional.of(new Topic("billing")),
                        List.of());
        return db.inTransaction(tx -> recommender.in(tx, who, now.get()));
    }

    private Recommender recommender() {
        return new Recommender(rules(0.0), running, meters);
    }

    private static RecommendationRules rules(double control) {
        var usual = RecommendationRules.usual();
        return new RecommendationRules(
                control,
                usual.afterNo(),
                usual.sameAfterNo(),
                usual.mostShown(),
                true,
                usual.complaints());
    }

    private boolean answer(ContactId contact, RecommendationId one, OutcomeState state) {
        return db.inTransaction(
                tx -> recommender().answer(tx, contact, one, state, "agent", now.get()));
    }

    private double count(OutcomeState state) {
        return meters.counter("recaller.recommendations", "state", state.slug()).count();
    }

    private void complain(Optional<Instant> closed) {
        db.runInTransaction(tx ->
                new RequestStore(ids, topics)
                        .put(
                                tx,
                                new Concern.Of(aigul),
                                new Request(
                                        "crm",
                                        "1",
                                        "complaint",
                                        new Topic("billing"),
                                        "open",
                                        NOON,
                                        closed,
                                        TrustTier.VERIFIED,
                                        Map.of()),
                                NOON));
    }

    private void put(RecommendationId id, Set<CustomerId> named) {
        var until = NOON.plus(Duration.ofDays(100));
        var one =
                new Recommendation(
                        id,
                        id.value(),
                        TARIFF,
                        TrustTier.ATTESTED,
                        Map.of("en", "Faster?"),
                        Map.of("en", "Faster for 500 more?"),
                        Map.of(),
                        Set.of(),
                        !named.isEmpty(),
                        1,
                        NOON,
                        until);
        given.put(CRM, new NewRecommendation(one, List.copyOf(named)));
        running.run();
    }

    private CustomerId customer(String number) {
        return db.inTransaction(
                        tx -> customers.createWhenNew(tx, new Handle(HandleKind.TEL, number), NOON))
                .single()
                .orElseThrow();
    }

    private ContactId contact() {
        var id = ids.get();
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CONTACT_KEY)
                        .set(CONTACT_KEY.CONTACT_ID, id)
                        .set(CONTACT_KEY.SOURCE, "test")
                        .set(CONTACT_KEY.EXTERNAL_ID, id.toString())
                        .set(CONTACT_KEY.STARTED_AT, NOON)
                        .execute());
        return new ContactId(id);
    }
}
