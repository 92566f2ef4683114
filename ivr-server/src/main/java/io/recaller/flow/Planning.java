package io.recaller.flow;

import io.recaller.menu.Layout;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Offer;
import io.recaller.menu.Pin;
import io.recaller.menu.Planner;
import io.recaller.menu.Policy;
import io.recaller.menu.Predictor;
import io.recaller.menu.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides in which order a menu is read to one caller. Must not block: it is asked on a call. */
@FunctionalInterface
public interface Planning {
    /**
     * The order for this caller now.
     *
     * @param designed the options in the designer's order
     * @param proposals what could be offered before the list, in the flow's order
     * @param menu the id of the menu's node
     * @return a layout of exactly these options
     */
    Layout plan(List<MenuOption> designed, List<Proposal> proposals, Context context, String menu);

    /**
     * The planner's order, which respects the last one heard. Who is not known, and the control
     * group, hears the designer's.
     */
    static Planning predicted(Predictor predictor, Planner planner) {
        return (designed, proposals, context, menu) -> {
            var history = context.who().map(Context.Known::history).orElse(List.of());
            var predictions = predictor.predict(designed, context.trend(), history, context.now());
            var policy = context.who().map(Context.Known::policy).orElse(Policy.DESIGNED);
            var layout =
                    switch (policy) {
                        case CONTROL, DESIGNED -> planner.designed(designed, predictions);
                        case POPULARITY, ORDER, RECALLER ->
                                planner.plan(designed, predictions, lastOrder(context, menu));
                    };
            return new Layout(layout.offer(), layout.options(), policy.slug(), layout.expected());
        };
    }

    private static List<String> lastOrder(Context context, String menu) {
        return context.who()
                .map(who -> who.lastOrders().getOrDefault(menu, List.of()))
                .orElse(List.of());
    }

    /** The designer's order for everybody, pins respected, all options equally likely. */
    static Planning designed() {
        return (designed, proposals, context, menu) -> {
            var ordered =
                    designed.stream().sorted(Comparator.comparingInt(Planning::place)).toList();
            var even = ordered.isEmpty() ? 0 : 1.0 / ordered.size();
            var spoken =
                    ordered.stream()
                            .map(option -> new Layout.Spoken(option, even, List.of()))
                            .toList();
            return new Layout(spoken, "designed", expected(spoken));
        };
    }

    /** The layout with the offer and in the order a menu was begun with. */
    static Layout kept(Layout fresh, Optional<Offer> offer, List<String> ids) {
        var same = fresh.options().stream().map(one -> one.option().id()).toList().equals(ids);
        var ordered = same ? fresh : reordered(fresh, ids);
        return new Layout(offer, ordered.options(), ordered.policy(), ordered.expected());
    }

    /** The layout in another order: ids first as given, options that are not among them after. */
    static Layout reordered(Layout layout, List<String> ids) {
        var spoken = new ArrayList<>(layout.options());
        spoken.sort(
                Comparator.comparingInt(option -> {
                    var at = ids.indexOf(option.option().id());
                    return at < 0 ? ids.size() : at;
                }));
        return new Layout(layout.offer(), spoken, layout.policy(), expected(spoken));
    }

    private static int place(MenuOption option) {
        return switch (option.pin()) {
            case Pin.FIRST -> 0;
            case Pin.NONE -> 1;
            case Pin.LAST -> 2;
        };
    }

    private static Duration expected(List<Layout.Spoken> spoken) {
        var heard = 0.0;
        var expected = 0.0;
        for (var option : spoken) {
            heard += option.option().length().toMillis();
            expected += option.probability() * heard;
        }
        return Duration.ofMillis(Math.round(expected));
    }
}
