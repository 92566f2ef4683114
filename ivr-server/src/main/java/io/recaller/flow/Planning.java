package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.menu.Because;
import io.recaller.menu.Forecast;
import io.recaller.menu.Guess;
import io.recaller.menu.Layout;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Offer;
import io.recaller.menu.Pin;
import io.recaller.menu.Planner;
import io.recaller.menu.Policy;
import io.recaller.menu.Prediction;
import io.recaller.menu.Proposal;
import io.recaller.menu.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides what of a menu is read first to one caller. Must not block: it is asked on a call. */
@FunctionalInterface
public interface Planning {
    /**
     * The layout for this caller now.
     *
     * @param designed the options in the designer's order
     * @param proposals what could be offered before the list, in the flow's order
     * @param menu the id of the menu's node
     * @return a layout of exactly these options
     */
    Layout plan(List<MenuOption> designed, List<Proposal> proposals, Context context, String menu);

    /**
     * By the model's forecast, as the customer's policy says. Who is not known hears what everybody
     * asks for now.
     */
    static Planning predicted(Planner planner) {
        return (designed, proposals, context, menu) -> {
            var policy = context.who().map(Context.Known::policy).orElse(Policy.GENERAL);
            return switch (policy) {
                case GENERAL, POPULARITY -> general(planner, designed, context, policy);
                case CONTROL, DESIGNED -> planner.designed(policy.slug(), own(designed, context));
                case ORDER -> adaptive(planner, designed, List.of(), context, menu, policy);
                case RECALLER -> adaptive(planner, designed, proposals, context, menu, policy);
            };
        };
    }

    private static Layout general(
            Planner planner, List<MenuOption> designed, Context context, Policy policy) {
        var forecast = context.model().forecast(Signs.ofStranger(context));
        var predictions = over(designed, forecast, Story.none(context.now()));
        return context.model().isYoung()
                ? planner.designed(Policy.DESIGNED.slug(), predictions)
                : planner.plan(policy.slug(), predictions, List.of(), List.of());
    }

    private static Layout adaptive(
            Planner planner,
            List<MenuOption> designed,
            List<Proposal> proposals,
            Context context,
            String menu,
            Policy policy) {
        var forecast = context.model().forecast(Signs.situation(context));
        var guesses = proposals.stream().map(proposal -> guess(proposal, forecast)).toList();
        var last =
                context.who()
                        .map(who -> who.lastOrders().getOrDefault(menu, List.of()))
                        .orElse(List.of());
        var predictions = over(designed, forecast, Signs.story(context));
        return planner.plan(policy.slug(), predictions, guesses, last);
    }

    private static List<Prediction> own(List<MenuOption> designed, Context context) {
        var forecast = context.model().forecast(Signs.situation(context));
        return over(designed, forecast, Signs.story(context));
    }

    private static List<Prediction> over(
            List<MenuOption> designed, Forecast forecast, Story story) {
        return forecast.over(designed, _ -> true, story);
    }

    private static Guess guess(Proposal proposal, Forecast forecast) {
        var probability = forecast.probability(topic -> isUnderAny(topic, proposal.topics()));
        return new Guess(proposal, probability);
    }

    private static boolean isUnderAny(Topic topic, List<Topic> prefixes) {
        return prefixes.stream().anyMatch(topic::isUnder);
    }

    /** The designer's order for everybody, pins respected, all options equally likely. */
    static Planning designed() {
        return (designed, proposals, context, menu) -> {
            var ordered =
                    designed.stream().sorted(Comparator.comparingInt(Planning::place)).toList();
            var even = ordered.isEmpty() ? 0 : 1.0 / ordered.size();
            var spoken =
                    ordered.stream()
                            .map(option -> new Layout.Spoken(option, even, Because.designed()))
                            .toList();
            return new Layout(spoken, Policy.DESIGNED.slug(), expected(spoken));
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
