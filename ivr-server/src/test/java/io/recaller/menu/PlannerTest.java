package io.recaller.menu;

import static io.recaller.menu.Menus.AGENT;
import static io.recaller.menu.Menus.BILLS;
import static io.recaller.menu.Menus.INTERNET;
import static io.recaller.menu.Menus.MOBILE;
import static io.recaller.menu.Menus.PAY_TV;
import static io.recaller.menu.Menus.TELECOM;
import static io.recaller.menu.Menus.order;
import static io.recaller.menu.Menus.sensitive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Topic;
import io.recaller.menu.planner.Guess;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Proposal;
import io.recaller.menu.planner.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private final Planner planner = new Planner(Rules.defaults());

    @Test
    void theLikeliestIsReadFirstAndTheAgentStaysLast() {
        var layout = plan(wanted(TELECOM, .1, .1, .5, .1, .2), List.of());

        assertThat(order(layout)).containsExactly("pay_tv", "internet", "mobile", "bills", "agent");
        assertThat(layout.policy()).isEqualTo("recaller");
    }

    @Test
    void theExpectedTimeRunsToTheEndOfTheWantedOption() {
        var options = List.of(INTERNET, MOBILE);

        var layout = plan(wanted(options, .25, .75), List.of());

        assertThat(layout.expected()).isEqualTo(Duration.ofMillis(3125));
    }

    @Test
    void aShortOptionMayComeBeforeALikelierLongOne() {
        var longOne = ofLength(INTERNET, Duration.ofSeconds(10));
        var options = List.of(longOne, MOBILE);

        var layout = plan(wanted(options, .6, .4), List.of());

        assertThat(order(layout)).containsExactly("mobile", "internet");
    }

    @Test
    void tiesAreReadInTheDesignersOrder() {
        var layout = plan(wanted(TELECOM, .2, .2, .2, .2, .2), List.of());

        assertThat(order(layout)).containsExactly("internet", "mobile", "pay_tv", "bills", "agent");
    }

    @Test
    void aSensitiveOptionIsNeverReadEarlierThanTheDesignerReadIt() {
        var options = List.of(INTERNET, MOBILE, sensitive(PAY_TV), BILLS, AGENT);

        var layout = plan(wanted(options, .05, .1, .6, .2, .05), List.of());

        assertThat(order(layout)).containsExactly("bills", "mobile", "pay_tv", "internet", "agent");
    }

    @Test
    void theLastOrderStaysUnlessANewOneSavesHalfASecond() {
        var options = List.of(INTERNET, MOBILE);
        var last = List.of("mobile", "internet");

        var little = plan(wanted(options, .59, .41), last);
        var enough = plan(wanted(options, .61, .39), last);

        assertThat(order(little)).containsExactly("mobile", "internet");
        assertThat(order(enough)).containsExactly("internet", "mobile");
    }

    @Test
    void aSavingOfExactlyHalfASecondIsWorthIt() {
        var options = List.of(ofLength(INTERNET, seconds(2)), ofLength(MOBILE, seconds(2)));

        var layout = plan(wanted(options, .625, .375), List.of("mobile", "internet"));

        assertThat(order(layout)).containsExactly("internet", "mobile");
    }

    @Test
    void anOldOrderThatIsNotAllowedTodayIsIgnored() {
        var options = List.of(INTERNET, sensitive(MOBILE), AGENT);
        var even = wanted(options, .34, .33, .33);

        var promoted = plan(even, List.of("mobile", "internet", "agent"));
        var unpinned = plan(even, List.of("agent", "internet", "mobile"));
        var others = plan(even, List.of("mobile", "agent"));
        var twice = plan(even, List.of("internet", "internet", "agent"));

        assertThat(List.of(promoted, unpinned, others, twice))
                .allSatisfy(layout ->
                        assertThat(order(layout)).containsExactly("internet", "mobile", "agent"));
    }

    @Test
    void theDesignersOrderKeepsThePinsToo() {
        var options = List.of(AGENT, INTERNET, pinnedFirst(MOBILE));

        var layout = planner.designed("control", wanted(options, .1, .1, .8));

        assertThat(order(layout)).containsExactly("mobile", "internet", "agent");
        assertThat(layout.policy()).isEqualTo("control");
    }

    @Test
    void aGuardedMenuIsReadInTheBestOrderThatIsAllowed() {
        var shortOne = ofLength(sensitive(MOBILE), Duration.ofMillis(500));
        var options = List.of(INTERNET, PAY_TV, shortOne, BILLS);

        var layout = plan(wanted(options, .1, .3, .5, .1), List.of());

        assertThat(order(layout)).containsExactly("pay_tv", "internet", "mobile", "bills");
    }

    @Test
    void anOfferIsMadeFromItsThresholdOn() {
        var predictions = wanted(TELECOM, .5, .2, .1, .1, .1);
        var proposal = proposal("outage", Duration.ofSeconds(4), Duration.ofSeconds(20));
        var threshold = (4 - 2.5 + 10) / (20 + 10);

        var below = offered(predictions, new Guess(proposal, threshold - .001));
        var above = offered(predictions, new Guess(proposal, threshold + .001));

        assertThat(below.offer()).isEmpty();
        assertThat(above.offer())
                .hasValueSatisfying(offer -> {
                    assertThat(offer.proposal()).isEqualTo(proposal);
                    assertThat(offer.threshold()).isCloseTo(threshold, within(1e-12));
                    assertThat(offer.saved()).isEqualTo(Duration.ofSeconds(20));
                });
    }

    @Test
    void anOfferThatSavesNothingIsNeverMade() {
        var proposal = proposal("outage", Duration.ofMillis(100), Duration.ZERO);

        var layout = offered(wanted(TELECOM, .9, .1, 0, 0, 0), new Guess(proposal, 1));

        assertThat(layout.offer()).isEmpty();
    }

    @Test
    void onlyTheOfferThatGainsMostIsMadeAndItsOptionIsReadLast() {
        var little = proposal("little", Duration.ofSeconds(4), Duration.ofSeconds(10));
        var much = proposal("much", Duration.ofSeconds(4), Duration.ofSeconds(30));

        var layout =
                offered(
                        wanted(TELECOM, .7, .1, .1, .05, .05),
                        new Guess(little, .8),
                        new Guess(much, .8));

        assertThat(layout.offer().map(offer -> offer.proposal().id())).hasValue("much");
        assertThat(order(layout)).containsExactly("mobile", "pay_tv", "bills", "internet", "agent");
        assertThat(layout.expected()).isGreaterThan(Duration.ofSeconds(4));
    }

    private static Proposal proposal(String id, Duration length, Duration saved) {
        return new Proposal(
                id, List.of(new Topic("outage")), Optional.of("internet"), length, saved, id);
    }

    private Layout offered(List<Prediction> predictions, Guess... guesses) {
        return planner.plan("recaller", predictions, List.of(guesses), List.of());
    }

    private Layout plan(List<Prediction> predictions, List<String> lastOrder) {
        return planner.plan("recaller", predictions, List.of(), lastOrder);
    }

    private static List<Prediction> wanted(List<MenuOption> options, double... probabilities) {
        var predictions = new ArrayList<Prediction>();
        for (var i = 0; i < probabilities.length; i++) {
            predictions.add(new Prediction(options.get(i), probabilities[i], Because.designed()));
        }
        return predictions;
    }

    private static MenuOption ofLength(MenuOption option, Duration length) {
        return new MenuOption(
                option.id(),
                option.key(),
                option.topics(),
                option.other(),
                option.pin(),
                option.mayRise(),
                length);
    }

    private static MenuOption pinnedFirst(MenuOption option) {
        return new MenuOption(
                option.id(),
                option.key(),
                option.topics(),
                option.other(),
                Pin.FIRST,
                option.mayRise(),
                option.length());
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
