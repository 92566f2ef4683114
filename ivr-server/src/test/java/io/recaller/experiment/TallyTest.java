package io.recaller.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.experiment.ArmShares.Shares;
import io.recaller.experiment.Material.Call;
import io.recaller.experiment.Material.Heard;
import io.recaller.experiment.Material.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TallyTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final UUID CUSTOMER = new UUID(0, 1);

    private final List<Heard> menus = new ArrayList<>();
    private final Map<UUID, Call> calls = new HashMap<>();
    private final List<Instant> interactions = new ArrayList<>();
    private Instant at = NOON.plus(Duration.ofDays(30));

    @Test
    void readingsThatNobodyAnsweredCountInTheSeconds() {
        call(1, Duration.ZERO);
        hears(1, "no_input", 20);
        hears(1, "chosen", 4);

        assertThat(value(Metric.SECONDS_TO_OPTION)).contains(24.0);
        assertThat(value(Metric.FIRST_KEY_RIGHT)).contains(0.0);
    }

    @Test
    void aCallerWhoHangsUpHasNoSeconds() {
        call(1, Duration.ZERO);
        hears(1, "hung_up", 20);

        assertThat(value(Metric.SECONDS_TO_OPTION)).isEmpty();
        assertThat(value(Metric.FIRST_KEY_RIGHT)).contains(0.0);
    }

    @Test
    void aMenuThatIsHeardAgainWasAnsweredWrongly() {
        call(1, Duration.ZERO);
        hears(1, "chosen", 4);
        hears(1, "chosen", 6);
        call(2, Duration.ofDays(2));
        hears(2, "chosen", 2);

        assertThat(value(Metric.FIRST_KEY_RIGHT)).contains(0.5);
        assertThat(value(Metric.SECONDS_TO_OPTION)).contains(6.0);
    }

    @Test
    void offersAreTakenRightlyWronglyOrNotAtAll() {
        call(1, Duration.ZERO);
        offers(1, "offer_taken");
        call(2, Duration.ZERO);
        offers(2, "offer_taken");
        hears(2, "chosen", 5);
        call(3, Duration.ZERO);
        offers(3, "chosen");
        call(4, Duration.ZERO);
        hears(4, "chosen", 5);

        assertThat(value(Metric.OFFERS_MADE)).contains(0.75);
        assertThat(value(Metric.OFFERS_TAKEN).orElseThrow()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(value(Metric.OFFERS_RIGHT).orElseThrow()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(value(Metric.OFFERS_WRONG).orElseThrow()).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void firstOptionsAreComparedFromCallToCallNotFromReadingToReading() {
        call(1, Duration.ZERO);
        hears(1, "no_input", 5, "internet");
        hears(1, "chosen", 5, "internet");
        call(2, Duration.ZERO);
        hears(2, "chosen", 5, "mobile");
        call(3, Duration.ZERO);
        hears(3, "chosen", 5, "mobile");

        assertThat(value(Metric.FIRST_OPTION_CHANGES)).contains(0.5);
    }

    @Test
    void whoContactsUsAgainOnAnyChannelWasNotContained() {
        call(1, Duration.ZERO);
        hears(1, "chosen", 5);
        interactions.add(NOON.plus(Duration.ofHours(30)));

        assertThat(value(Metric.CONTAINMENT_24H)).contains(1.0);
        assertThat(value(Metric.CONTAINMENT_7D)).contains(0.0);
    }

    @Test
    void aCallTooYoungToTellIsNotCounted() {
        at = NOON.plus(Duration.ofDays(2));
        call(1, Duration.ZERO);
        hears(1, "chosen", 5);

        assertThat(value(Metric.CONTAINMENT_24H)).contains(1.0);
        assertThat(value(Metric.CONTAINMENT_7D)).isEmpty();
    }

    @Test
    void whatThePolicyDidNotOrderSaysNothingOfIt() {
        call(1, Duration.ZERO);
        menus.add(heard(1, "designed", "chosen", 9, "internet", false));

        assertThat(Tally.of(material())).isEmpty();
    }

    /** Shares were changed on the second day; who was drawn before must not look like an error. */
    @Test
    void groupsAreExpectedByTheSharesOfTheDayTheirCustomersWereDrawn() {
        var members = new HashMap<UUID, Member>();
        for (var one = 0; one < 100; one++) {
            var first = one < 60;
            var arm = first || one >= 80 ? "recaller" : "control";
            var drawnAt = first ? NOON : NOON.plus(Duration.ofDays(2));
            var customer = new UUID(1, one);
            members.put(customer, new Member(arm, Optional.of(drawnAt)));
            menus.add(
                    new Heard(customer, customer, "m", arm, "chosen", 5, "internet", false, false));
        }
        var shares =
                List.of(
                        new Shares(
                                NOON.plus(Duration.ofDays(1)),
                                Map.of("control", 0.5, "recaller", 0.5)),
                        new Shares(NOON.minusSeconds(1), Map.of("control", 0., "recaller", 1.)));
        var material = new Material(at, menus, calls, Map.of(), members, shares);

        assertThat(Tally.sizes(material))
                .containsEntry("control", new SampleRatio.Size(20, 20))
                .containsEntry("recaller", new SampleRatio.Size(80, 80));
    }

    /**
     * What grew with the square of them would take hours; how long it takes is no test's matter.
     */
    @Test
    @Timeout(120)
    void aHundredThousandMenusAreCounted() {
        var random = new SplittableRandom(1);
        var members = new HashMap<UUID, Member>();
        for (var one = 0; one < 40_000; one++) {
            var arm = one % 20 == 0 ? "control" : "recaller";
            members.put(new UUID(1, one), new Member(arm, Optional.of(NOON)));
        }
        for (var one = 0; one < 100_000; one++) {
            var customer = new UUID(1, random.nextInt(40_000));
            var contact = new UUID(2, one);
            var arm = members.getOrDefault(customer, new Member("", Optional.empty())).arm();
            menus.add(
                    new Heard(contact, customer, "m", arm, "chosen", 5, "internet", false, false));
            calls.put(contact, new Call(NOON, false));
        }
        var material = new Material(at, menus, calls, Map.of(), members, List.of());

        var arms = MenuReports.arms(Tally.sums(material));

        assertThat(arms).hasSize(2);
    }

    private void call(int number, Duration later) {
        var begins = NOON.plus(later);
        calls.put(new UUID(2, number), new Call(begins, false));
        interactions.add(begins);
    }

    private void hears(int call, String outcome, double seconds) {
        hears(call, outcome, seconds, "internet");
    }

    private void hears(int call, String outcome, double seconds, String first) {
        menus.add(heard(call, "recaller", outcome, seconds, first, false));
    }

    private void offers(int call, String outcome) {
        menus.add(heard(call, "recaller", outcome, 5, "internet", true));
    }

    private static Heard heard(
            int call,
            String policy,
            String outcome,
            double seconds,
            String first,
            boolean offered) {
        return new Heard(
                new UUID(2, call),
                CUSTOMER,
                "main",
                policy,
                outcome,
                seconds,
                first,
                offered,
                false);
    }

    private Optional<Double> value(Metric metric) {
        return MenuReports.arms(Tally.sums(material())).stream()
                .flatMap(arm -> arm.metric(metric).stream())
                .map(Estimate::value)
                .findFirst();
    }

    private Material material() {
        return new Material(
                at,
                menus,
                calls,
                Map.of(CUSTOMER, interactions),
                Map.of(CUSTOMER, new Member("recaller", Optional.of(NOON))),
                List.of());
    }
}
