package io.recaller.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.recommendation.Acceptances.Counted;
import io.recaller.recommendation.Acceptances.Share;
import io.recaller.recommendation.Prospect.Past;
import io.recaller.recommendation.ScoreTerm.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom what is recommended, and why. */
class NextBestTest {
    private static final Instant NOW = Instant.parse("2026-05-11T12:00:00Z");
    private static final Topic SPEED = new Topic("internet.speed");
    private static final RecommendationRules RULES = RecommendationRules.usual();
    private static final Recommendation FIBRE = recommendation("fibre", 1, Set.of("gold"));
    private static final Recommendation TV = recommendation("tv", 1, Set.of());
    private static final Prospect GOLD = prospect("gold", List.of());

    static Stream<Arguments> barriers() {
        return Stream.of(
                Arguments.of(Barrier.NOT_FOR_THEM, FIBRE, prospect("silver", List.of())),
                Arguments.of(Barrier.NOT_FOR_THEM, named(FIBRE), GOLD),
                Arguments.of(
                        Barrier.TRUST, FIBRE, with(GOLD, TrustTier.CLAIMED, List.of(), Set.of())),
                Arguments.of(
                        Barrier.TAKEN,
                        FIBRE,
                        with(GOLD, TrustTier.ATTESTED, List.of(), Set.of(FIBRE.id()))),
                Arguments.of(
                        Barrier.TAKEN, FIBRE, prospect("gold", past(OutcomeState.ACCEPTED, 900))),
                Arguments.of(Barrier.WRONG, FIBRE, prospect("gold", past(OutcomeState.WRONG, 900))),
                Arguments.of(
                        Barrier.SAME_SAID_NO,
                        FIBRE,
                        prospect("gold", past(OutcomeState.DECLINED, 89))),
                Arguments.of(
                        Barrier.SHOWN_ENOUGH,
                        FIBRE,
                        prospect(
                                "gold",
                                Stream.of(1, 2, 3)
                                        .map(days -> past(OutcomeState.SHOWN, days).getFirst())
                                        .toList())));
    }

    @ParameterizedTest
    @MethodSource("barriers")
    void whatDoesNotFitIsNotRecommended(Barrier barrier, Recommendation one, Prospect who) {
        var found = new Eligibility(RULES, NOW).barrier(one, who);

        assertThat(found).contains(barrier);
        assertThat(best(Acceptances.NONE, who, one)).isEmpty();
    }

    @Test
    void aNoIsForgottenInTime() {
        var longAgo = prospect("gold", past(OutcomeState.DECLINED, 90));

        assertThat(best(Acceptances.NONE, longAgo, FIBRE)).contains(FIBRE);
    }

    @Test
    void nothingAtAllIsRecommendedAfterANoBeforeAComplaintIsClosedOrWithoutConsent() {
        var complains =
                new Prospect(
                        TrustTier.VERIFIED,
                        Optional.of("gold"),
                        List.of(),
                        Set.of(),
                        List.of(),
                        Set.of(),
                        true,
                        false);
        var wantsNone =
                new Prospect(
                        TrustTier.VERIFIED,
                        Optional.of("gold"),
                        List.of(),
                        Set.of(),
                        List.of(),
                        Set.of(),
                        false,
                        true);
        var saidNo =
                prospect(
                        "gold",
                        List.of(
                                new Past(
                                        TV.id(),
                                        TV.product(),
                                        OutcomeState.DECLINED,
                                        NOW.minus(Duration.ofDays(13)))));
        var eligibility = new Eligibility(RULES, NOW);

        assertThat(eligibility.barrier(complains)).contains(Barrier.COMPLAINT);
        assertThat(eligibility.barrier(wantsNone)).contains(Barrier.NO_CONSENT);
        assertThat(eligibility.barrier(saidNo)).contains(Barrier.SAID_NO);
        assertThat(best(Acceptances.NONE, saidNo, FIBRE)).isEmpty();
    }

    @Test
    void whatIsNotValidYetOrNoMoreIsNotRecommended() {
        var tomorrow = NOW.plus(Duration.ofDays(1));

        assertThat(new NextBest(RULES, Acceptances.NONE).of(List.of(FIBRE), GOLD, tomorrow))
                .isPresent();
        assertThat(new NextBest(RULES, Acceptances.NONE).of(List.of(FIBRE), GOLD, FIBRE.until()))
                .isEmpty();
        assertThat(
                        new NextBest(RULES, Acceptances.NONE)
                                .of(List.of(FIBRE), GOLD, FIBRE.from().minusMillis(1)))
                .isEmpty();
    }

    @Test
    void whatSimilarCustomersAcceptComesFirst() {
        var known =
                Acceptances.of(
                        List.of(
                                counted(FIBRE, "gold", 60, 200),
                                counted(FIBRE, "silver", 2, 200),
                                counted(TV, "gold", 10, 200),
                                counted(TV, "silver", 50, 200)));
        var open = recommendation("fibre", 1, Set.of());

        assertThat(best(known, GOLD, open, TV)).contains(open);
        assertThat(best(known, prospect("silver", List.of()), open, TV)).contains(TV);
    }

    @Test
    void whatTheirContactsWereAboutCounts() {
        var known =
                Acceptances.of(
                        List.of(
                                new Counted(
                                        TV.id(), "gold", List.of(SPEED.id()), new Share(5, 400)),
                                new Counted(
                                        FIBRE.id(),
                                        "gold",
                                        List.of(SPEED.id()),
                                        new Share(80, 400))));

        var choice = new NextBest(RULES, known).of(List.of(FIBRE, TV), GOLD, NOW).orElseThrow();

        assertThat(choice.recommendation()).isEqualTo(FIBRE);
        assertThat(choice.terms())
                .filteredOn(term -> term.kind() == Kind.TOPIC)
                .singleElement()
                .satisfies(term -> {
                    assertThat(term.of()).isEqualTo("internet.speed");
                    assertThat(term.accepted()).isEqualTo(80);
                    assertThat(term.answered()).isEqualTo(400);
                });
    }

    @Test
    void thePartsAddUpToTheScoreAndTheEvidenceToTheChance() {
        var known = Acceptances.of(List.of(counted(FIBRE, "gold", 300, 1000)));
        var terms = new Scoring(known).terms(FIBRE, prospect("other", List.of()));
        var recommended = new Recommended(FIBRE, OutcomeState.SHOWN, terms);

        assertThat(recommended.chance()).isCloseTo(0.3, within(0.01));
        assertThat(terms)
                .extracting(ScoreTerm::kind)
                .containsExactly(Kind.EVERYTHING, Kind.ITSELF, Kind.UNTRIED);
    }

    @Test
    void aNewOneIsTriedBesideOneThatIsSeldomAcceptedAndTheBusinessMayPush() {
        var known = Acceptances.of(List.of(counted(FIBRE, "gold", 100, 1000)));

        assertThat(best(known, GOLD, FIBRE, TV)).contains(TV);
        assertThat(best(known, GOLD, recommendation("fibre", 3, Set.of()), TV))
                .map(Recommendation::id)
                .contains(FIBRE.id());
    }

    @Test
    void ofSeveralThatAreWorthTheSameTheFirstByIdIsTaken() {
        assertThat(best(Acceptances.NONE, GOLD, TV, FIBRE)).contains(FIBRE);
        assertThat(best(Acceptances.NONE, GOLD, FIBRE, TV)).contains(FIBRE);
    }

    @Test
    void aboutATenthOfTheCustomersIsTheControlGroup() {
        var control =
                IntStream.range(0, 5000)
                        .filter(i -> RULES.isControl(new CustomerId(new UUID(0x7000, i))))
                        .count();

        assertThat(control).isBetween(430L, 570L);
    }

    @Test
    void whatIsAddedUpIsReadAsItWasWrittenAndWhatIsNotKnownYetIsLeftOut() {
        var terms = new Scoring(Acceptances.NONE).terms(FIBRE, GOLD);
        var json = ScoreTermsJson.json(terms).data();

        assertThat(ScoreTermsJson.read(json)).isEqualTo(terms);
        assertThat(ScoreTermsJson.read(json.replace("untried", "weather")))
                .hasSize(terms.size() - 1);
    }

    @Test
    void complaintsAreKnownByTheirKindOrTopic() {
        assertThat(RULES.isComplaint("complaint", SPEED)).isTrue();
        assertThat(RULES.isComplaint("repair", new Topic("complaint.billing"))).isTrue();
        assertThat(RULES.isComplaint("repair", new Topic("complaints"))).isFalse();
    }

    private static Optional<Recommendation> best(
            Acceptances known, Prospect who, Recommendation... all) {
        return new NextBest(RULES, known)
                .of(List.of(all), who, NOW)
                .map(NextBest.Choice::recommendation);
    }

    private static Counted counted(
            Recommendation one, String segment, long accepted, long answered) {
        return new Counted(one.id(), segment, List.of(), new Share(accepted, answered));
    }

    private static List<Past> past(OutcomeState state, int days) {
        return List.of(
                new Past(FIBRE.id(), FIBRE.product(), state, NOW.minus(Duration.ofDays(days))));
    }

    private static Prospect prospect(String segment, List<Past> past) {
        return new Prospect(
                TrustTier.ATTESTED,
                Optional.of(segment),
                List.of(SPEED),
                Set.of(),
                past,
                Set.of(),
                false,
                false);
    }

    private static Prospect with(
            Prospect who, TrustTier trust, List<Past> past, Set<RecommendationId> taken) {
        return new Prospect(
                trust,
                who.segment(),
                who.topics(),
                who.named(),
                past,
                taken,
                who.complains(),
                who.wantsNone());
    }

    private static Recommendation named(Recommendation one) {
        return recommendation(one.id().value(), one.weight(), one.segments(), true);
    }

    private static Recommendation recommendation(String id, double weight, Set<String> segments) {
        return recommendation(id, weight, segments, false);
    }

    private static Recommendation recommendation(
            String id, double weight, Set<String> segments, boolean isNamed) {
        return new Recommendation(
                new RecommendationId(id),
                id,
                new Topic("internet.tariff"),
                TrustTier.ATTESTED,
                Map.of("en", "Faster?"),
                Map.of(),
                Map.of(),
                segments,
                isNamed,
                weight,
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(30)));
    }
}
