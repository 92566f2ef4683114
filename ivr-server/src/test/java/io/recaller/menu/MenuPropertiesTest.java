package io.recaller.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.PastContact;
import io.recaller.contact.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every menu, every past and every trend. */
final class MenuPropertiesTest {
    private final Predictor predictor = new Predictor();
    private final Planner planner = new Planner(Duration.ofMillis(500));

    @Property(tries = 300)
    void probabilitiesAddUpToOneAndContributionsToTheirProbability(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("trends") Trend trend) {
        var predictions = predictor.predict(menu, trend, past, Menus.NOW);

        assertThat(predictions.stream().mapToDouble(Prediction::probability).sum())
                .isCloseTo(1, within(1e-9));
        for (var prediction : predictions) {
            assertThat(prediction.reasons().stream().mapToDouble(Reason::share).sum())
                    .isCloseTo(prediction.probability(), within(1e-12));
        }
    }

    @Property(tries = 300)
    void everyOptionIsReadOnceWithItsOwnDigitAndPinsStay(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("trends") Trend trend) {
        var predictions = predictor.predict(menu, trend, past, Menus.NOW);

        var layout = planner.plan(menu, predictions, List.of());

        var designed = options(planner.designed(menu, predictions));
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
            @ForAll("trends") Trend trend) {
        var predictions = predictor.predict(menu, trend, past, Menus.NOW);

        var layout = planner.plan(menu, predictions, List.of());

        var fastest = fastest(new ArrayList<>(predictions), 0);
        assertThat(layout.expected().toNanos()).isCloseTo(fastest, within(10L));
    }

    @Property(tries = 300)
    void theLastOrderCostsLessThanHalfASecond(
            @ForAll("menus") List<MenuOption> menu,
            @ForAll("pasts") List<PastContact> past,
            @ForAll("trends") Trend trend) {
        var before = predictor.predict(menu, Trend.unknown(), past, Menus.NOW);
        var last = Menus.order(planner.plan(menu, before, List.of()));
        var predictions = predictor.predict(menu, trend, past, Menus.NOW);

        var layout = planner.plan(menu, predictions, last);

        var best = planner.plan(menu, predictions, List.of());
        assertThat(layout.expected()).isLessThan(best.expected().plusMillis(500));
        assertThat(Menus.order(layout)).isIn(last, Menus.order(best));
    }

    private static List<MenuOption> options(Layout layout) {
        return layout.options().stream().map(Layout.Spoken::option).toList();
    }

    /** Tries every permutation from a place on. */
    private static long fastest(List<Prediction> order, int from) {
        if (from == order.size()) {
            return nanos(order);
        }
        var best = Long.MAX_VALUE;
        for (var i = from; i < order.size(); i++) {
            Collections.swap(order, from, i);
            best = Math.min(best, fastest(order, from + 1));
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
    Arbitrary<Trend> trends() {
        return Arbitraries.maps(topics(), Arbitraries.doubles().between(0, 1000))
                .ofMaxSize(8)
                .map(Trend::new);
    }

    private static Arbitrary<Topic> topics() {
        return Arbitraries.of("a", "a.b", "a.b.c", "b", "b.a", "c.d", "e").map(Topic::new);
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
