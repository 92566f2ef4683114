package io.recaller.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import io.recaller.menu.planner.Guess;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Proposal;
import io.recaller.menu.planner.Rules;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every menu, every past and every trend. */
final class MenuPropertiesTest {
    private static final List<Topic> TOPICS =
            Stream.of("a", "a.b", "a.b.c", "b", "b.a", "c.d", "e").map(Topic::new).toList();

    private final Planner planner = new Planner(Rules.defaults());

    @Property(tries = 300)
    void probabilitiesAddUpToOneAndContributionsToTheirScores(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var predictions = predict(model, menu, past);

        assertThat(predictions.stream().mapToDouble(Prediction::probability).sum())
                .isCloseTo(1, within(1e-9));
        for (var prediction : predictions) {
            var because = prediction.because();
            assertThat(because.reasons().stream().mapToDouble(Reason::share).sum())
                    .isCloseTo(because.score(), within(1e-9));
        }
    }

    /** The probabilities are the softmax of the scores: nothing else decides. */
    @Property(tries = 300)
    void theScoresAloneMakeTheProbabilities(
            @ForAll("servedMenus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var predictions = predict(model, menu, past);

        var total =
                predictions.stream().mapToDouble(each -> Math.exp(each.because().score())).sum();
        for (var prediction : predictions) {
            assertThat(Math.exp(prediction.because().score()) / total)
                    .isCloseTo(prediction.probability(), within(1e-9));
        }
    }

    @Property(tries = 300)
    void everyOptionIsReadOnceWithItsOwnDigitAndPinsStay(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var predictions = predict(model, menu, past);

        var layout = plan(predictions, List.of());

        var designed = options(planner.designed("control", predictions));
        var read = options(layout);
        assertThat(read).containsExactlyInAnyOrderElementsOf(menu);
        for (var option : menu) {
            if (option.pin() != Pin.NONE) {
                assertThat(read.indexOf(option)).isEqualTo(designed.indexOf(option));
            }
            if (!option.mayRise()) {
                assertThat(read.indexOf(option)).isGreaterThanOrEqualTo(designed.indexOf(option));
            }
        }
    }

    @Property(tries = 100)
    void noOrderOfUnpinnedOptionsIsExpectedToBeFaster(
            @ForAll("freeMenus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var predictions = predict(model, menu, past);

        var layout = plan(predictions, List.of());

        var fastest = fastest(new ArrayList<>(predictions), 0, _ -> true);
        assertThat(layout.expected().toNanos()).isCloseTo(fastest, within(10L));
    }

    @Property(tries = 100)
    void noAllowedOrderOfAGuardedMenuIsExpectedToBeFaster(
            @ForAll("smallMenus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var predictions = predict(model, menu, past);

        var layout = plan(predictions, List.of());

        var designed = options(planner.designed("control", predictions));
        var fastest = fastest(new ArrayList<>(predictions), 0, order -> isAllowed(order, designed));
        assertThat(layout.expected().toNanos()).isCloseTo(fastest, within(10L));
    }

    private static boolean isAllowed(List<Prediction> order, List<MenuOption> designed) {
        for (var rank = 0; rank < order.size(); rank++) {
            var option = order.get(rank).option();
            var designedRank = designed.indexOf(option);
            var pinMoved = option.pin() != Pin.NONE && rank != designedRank;
            if (pinMoved || (!option.mayRise() && rank < designedRank)) {
                return false;
            }
        }
        return true;
    }

    /** Whatever is offered: no option is left out, no digit moves, the sensitive never rise. */
    @Property(tries = 300)
    void anOfferTakesNothingAway(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var predictions = predict(model, menu, past);
        var proposal =
                new Proposal(
                        "offer",
                        TOPICS,
                        Optional.of(menu.getFirst().id()),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(60),
                        "");

        var layout =
                planner.plan("recaller", predictions, List.of(new Guess(proposal, .9)), List.of());

        var designed = options(planner.designed("control", predictions));
        assertThat(layout.offer()).isPresent();
        assertThat(options(layout)).containsExactlyInAnyOrderElementsOf(menu);
        assertThat(
                        isAllowed(
                                layout.options().stream()
                                        .map(spoken ->
                                                new Prediction(
                                                        spoken.option(),
                                                        spoken.probability(),
                                                        spoken.because()))
                                        .toList(),
                                designed))
                .isTrue();
    }

    @Property(tries = 300)
    void theLastOrderCostsLessThanHalfASecond(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("models") Model model) {
        var before = predict(Model.of(TOPICS), menu, past);
        var last = Menus.order(plan(before, List.of()));
        var predictions = predict(model, menu, past);

        var layout = plan(predictions, last);

        var best = plan(predictions, List.of());
        assertThat(layout.expected()).isLessThan(best.expected().plusMillis(500));
        assertThat(Menus.order(layout)).isIn(last, Menus.order(best));
    }

    private static List<Prediction> predict(
            Model model, List<MenuOption> menu, List<PastContact> past) {
        var newestFirst =
                past.stream().sorted(Comparator.comparing(PastContact::at).reversed()).toList();
        var moment = Moment.of(Menus.NOW, ZoneOffset.UTC);
        var situation = new Situation(moment, model.personal(newestFirst), List.of());
        var story = new Story(newestFirst, List.of(), Menus.NOW);
        return model.forecast(situation).over(menu, _ -> true, story);
    }

    private Layout plan(List<Prediction> predictions, List<String> lastOrder) {
        return planner.plan("recaller", predictions, List.of(), lastOrder);
    }

    private static List<MenuOption> options(Layout layout) {
        return layout.options().stream().map(Layout.Spoken::option).toList();
    }

    /** Tries every permutation from a place on. */
    private static long fastest(
            List<Prediction> order, int from, Predicate<List<Prediction>> allowed) {
        if (from == order.size()) {
            return allowed.test(order) ? nanos(order) : Long.MAX_VALUE;
        }
        var best = Long.MAX_VALUE;
        for (var i = from; i < order.size(); i++) {
            Collections.swap(order, from, i);
            best = Math.min(best, fastest(order, from + 1, allowed));
            Collections.swap(order, from, i);
        }
        return best;
    }

    private static long nanos(List<Prediction> order) {
        var heard = 0.0;
        var expected = 0.0;
        for (var prediction : order) {
            heard += prediction.option().length().toNanos();
            expected += prediction.probability() * heard;
        }
        return Math.round(expected);
    }

    @Provide
    Arbitrary<List<MenuOption>> menus() {
        return menus(Arbitraries.of(Pin.values()), Arbitraries.of(true, false), 10);
    }

    @Provide
    Arbitrary<List<MenuOption>> smallMenus() {
        return menus(Arbitraries.of(Pin.values()), Arbitraries.of(true, false), 7);
    }

    /** Menus in which some topic leads to every option. */
    @Provide
    Arbitrary<List<MenuOption>> servedMenus() {
        return menus().filter(menu ->
                menu.stream()
                        .allMatch(option ->
                                TOPICS.stream()
                                        .anyMatch(topic ->
                                                new Coverage(menu).placeOf(topic)
                                                        == menu.indexOf(option))));
    }

    @Provide
    Arbitrary<List<MenuOption>> freeMenus() {
        return menus(Arbitraries.just(Pin.NONE), Arbitraries.just(true), 7);
    }

    private static Arbitrary<List<MenuOption>> menus(
            Arbitrary<Pin> pins, Arbitrary<Boolean> mayRise, int most) {
        var millis = Arbitraries.integers().between(300, 9000);
        var draft = Combinators.combine(topics(), pins, mayRise, millis).as(Draft::new);
        return draft.list()
                .ofMinSize(1)
                .ofMaxSize(most)
                .map(drafts ->
                        IntStream.range(0, drafts.size())
                                .mapToObj(i -> drafts.get(i).option(i))
                                .toList());
    }

    @Provide
    Arbitrary<List<PastContact>> pasts() {
        return Combinators.combine(
                        Arbitraries.of(Channel.values()),
                        Arbitraries.of(Nature.values()),
                        topics(),
                        Arbitraries.longs().between(-1000, 5_000_000))
                .as((channel, nature, topic, ago) ->
                        Menus.past(channel, nature, topic.id(), Duration.ofSeconds(ago)))
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Model> models() {
        return Combinators.combine(topics(), Arbitraries.integers().between(0, 9))
                .as((topic, customer) -> Map.entry(customer, topic))
                .list()
                .ofMaxSize(60)
                .map(MenuPropertiesTest::taught);
    }

    private static Model taught(List<Map.Entry<Integer, Topic>> contacts) {
        var learner = new Learner<Integer>(Model.of(TOPICS));
        for (var i = 0; i < contacts.size(); i++) {
            var at = Menus.NOW.minus(Duration.ofHours(3L * (contacts.size() - i)));
            var moment = Moment.of(at, ZoneOffset.UTC);
            learner.learn(
                    contacts.get(i).getKey(), moment, contacts.get(i).getValue(), Signal.CALL);
        }
        return learner.model();
    }

    private static Arbitrary<Topic> topics() {
        return Arbitraries.of(TOPICS);
    }

    private record Draft(Topic topic, Pin pin, boolean mayRise, int millis) {
        MenuOption option(int i) {
            return new MenuOption(
                    "option" + i,
                    (char) ('0' + i),
                    List.of(topic),
                    false,
                    pin,
                    mayRise,
                    Duration.ofMillis(millis));
        }
    }
}
