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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private final Planner planner = new Planner(Duration.ofMillis(500));

    @Test
    void theLikeliestIsReadFirstAndTheAgentStaysLast() {
        var layout = planner.plan(TELECOM, wanted(TELECOM, .1, .1, .5, .1, .2), List.of());

        assertThat(order(layout)).containsExactly("pay_tv", "internet", "mobile", "bills", "agent");
        assertThat(layout.policy()).isEqualTo("recaller");
    }

    @Test
    void theExpectedTimeRunsToTheEndOfTheWantedOption() {
        var options = List.of(INTERNET, MOBILE);

        var layout = planner.plan(options, wanted(options, .25, .75), List.of());

        assertThat(layout.expected()).isEqualTo(Duration.ofMillis(3125));
    }

    @Test
    void aShortOptionMayComeBeforeALikelierLongOne() {
        var longOne = ofLength(INTERNET, Duration.ofSeconds(10));
        var options = List.of(longOne, MOBILE);

        var layout = planner.plan(options, wanted(options, .6, .4), List.of());

        assertThat(order(layout)).containsExactly("mobile", "internet");
    }

    @Test
    void tiesAreReadInTheDesignersOrder() {
        var layout = planner.plan(TELECOM, wanted(TELECOM, .2, .2, .2, .2, .2), List.of());

        assertThat(order(layout)).containsExactly("internet", "mobile", "pay_tv", "bills", "agent");
    }

    @Test
    void aSensitiveOptionIsNeverReadEarlierThanTheDesignerReadIt() {
        var options = List.of(INTERNET, MOBILE, sensitive(PAY_TV), BILLS, AGENT);

        var layout = planner.plan(options, wanted(options, .05, .1, .6, .2, .05), List.of());

        assertThat(order(layout)).containsExactly("bills", "mobile", "pay_tv", "internet", "agent");
    }

    @Test
    void theLastOrderStaysUnlessANewOneSavesHalfASecond() {
        var options = List.of(INTERNET, MOBILE);
        var last = List.of("mobile", "internet");

        var little = planner.plan(options, wanted(options, .59, .41), last);
        var enough = planner.plan(options, wanted(options, .61, .39), last);

        assertThat(order(little)).containsExactly("mobile", "internet");
        assertThat(order(enough)).containsExactly("internet", "mobile");
    }

    @Test
    void aSavingOfExactlyHalfASecondIsWorthIt() {
        var options = List.of(ofLength(INTERNET, seconds(2)), ofLength(MOBILE, seconds(2)));

        var layout =
                planner.plan(options, wanted(options, .625, .375), List.of("mobile", "internet"));

        assertThat(order(layout)).containsExactly("internet", "mobile");
    }

    @Test
    void anOldOrderThatIsNotAllowedTodayIsIgnored() {
        var options = List.of(INTERNET, sensitive(MOBILE), AGENT);
        var even = wanted(options, .34, .33, .33);

        var promoted = planner.plan(options, even, List.of("mobile", "internet", "agent"));
        var unpinned = planner.plan(options, even, List.of("agent", "internet", "mobile"));
        var others = planner.plan(options, even, List.of("mobile", "agent"));
        var twice = planner.plan(options, even, List.of("internet", "internet", "agent"));

        assertThat(List.of(promoted, unpinned, others, twice))
                .allSatisfy(layout ->
                        assertThat(order(layout)).containsExactly("internet", "mobile", "agent"));
    }

    @Test
    void theDesignersOrderKeepsThePinsToo() {
        var options = List.of(AGENT, INTERNET, pinnedFirst(MOBILE));

        var layout = planner.designed(options, wanted(options, .1, .1, .8));

        assertThat(order(layout)).containsExactly("mobile", "internet", "agent");
        assertThat(layout.policy()).isEqualTo("designed");
    }

    @Test
    void anOptionWithoutAPredictionIsAMistake() {
        assertThatThrownBy(() -> planner.plan(TELECOM, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Prediction> wanted(List<MenuOption> options, double... probabilities) {
        var predictions = new ArrayList<Prediction>();
        for (var i = 0; i < probabilities.length; i++) {
            predictions.add(new Prediction(options.get(i), probabilities[i], List.of()));
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
