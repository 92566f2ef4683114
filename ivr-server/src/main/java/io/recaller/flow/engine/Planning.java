package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.contact.history.PastOrder;
import io.recaller.flow.Context;
import io.recaller.menu.Because;
import io.recaller.menu.Forecast;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Pin;
import io.recaller.menu.Prediction;
import io.recaller.menu.Story;
import io.recaller.menu.planner.Guess;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what of a menu is read first to one caller. Must not block: it is asked on a call. */
@FunctionalInterface
public interface Planning {
    /** The layout for this caller now: exactly these options. */
    Layout plan(Question question, Context context);

    /**
     * What is to be decided.
     *
     * @param menu the id of the menu's node
     * @param designed the options in the designer's order
     * @param proposals what could be offered before the list, in the flow's order
     * @param possible the topics that can lead to this menu at all
     * @param untold the topics of which this caller may not learn that they are known
     */
    record Question(
            String menu,
            List<MenuOption> designed,
            List<Proposal> proposals,
            Predicate<Topic> possible,
            Predicate<Topic> untold) {
        public Question {
            designed = List.copyOf(designed);
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * By the model's forecast, as the customer's policy says. Who is not known hears what everybody
     * asks for now.
     *
     * <p>The order is decided as if what this caller may not hear were not known. Only whether a
     * neutral question is asked rests on everything.
     */
    static Planning predicted(Planner planner) {
        return (question, everything) -> {
            var context = everything.without(question.untold());
            var policy = context.who().map(Context.Known::policy).orElse(Policy.GENERAL);
            return switch (policy) {
                case GENERAL, POPULARITY -> general(planner, question, context, policy);
                case CONTROL, DESIGNED ->
                        planner.designed(
                                policy.slug(),
                                over(question, own(context), KnownCircumstances.story(context)));
                case ORDER -> adaptive(planner, question, List.of(), context, policy);
                case RECALLER ->
                        adaptive(
                                planner,
                                question,
                                guesses(question, context, everything),
                                context,
                                policy);
            };
        };
    }

    private static Layout general(
            Planner planner, Question question, Context context, Policy policy) {
        var forecast = context.model().forecast(KnownCircumstances.ofStranger(context));
        var predictions = over(question, forecast, Story.none(context.now()));
        return context.model().isYoung()
                ? planner.designed(Policy.DESIGNED.slug(), predictions)
                : planner.plan(policy.slug(), predictions, List.of(), List.of());
    }

    private static Layout adaptive(
            Planner planner,
            Question question,
            List<Guess> guesses,
            Context context,
            Policy policy) {
        var predictions = over(question, own(context), KnownCircumstances.story(context));
        return planner.plan(policy.slug(), predictions, guesses, lastOrder(question, context));
    }

    /** TextTier when the caller was trusted no more than now: another one may tell too much. */
    private static List<String> lastOrder(Question question, Context context) {
        return context.who()
                .flatMap(who ->
                        who.lastOrders().getOrDefault(question.menu(), List.of()).stream()
                                .filter(past -> context.access().mayHear(past.trust()))
                                .findFirst())
                .map(PastOrder::options)
                .orElse(List.of());
    }

    private static List<Guess> guesses(Question question, Context context, Context everything) {
        if (question.proposals().isEmpty()) {
            return List.of();
        }
        var told = own(context);
        var all = hinting(everything);
        return question.proposals().stream()
                .map(one -> guess(one, question, one.neutral() ? all : told))
                .toList();
    }

    /** By what this caller may be told of: the order of a menu tells, too. */
    private static Forecast own(Context context) {
        return context.model().forecast(KnownCircumstances.situation(context));
    }

    /** By all that is known: whether to ask in words that say nothing. */
    private static Forecast hinting(Context context) {
        return context.model().forecast(KnownCircumstances.everything(context));
    }

    private static List<Prediction> over(Question question, Forecast forecast, Story story) {
        return forecast.over(question.designed(), question.possible(), story);
    }

    /** How likely a yes is among what the caller can still want. */
    private static Guess guess(Proposal proposal, Question question, Forecast forecast) {
        var possible = forecast.probability(question.possible());
        var wanted =
                forecast.probability(
                        question.possible().and(topic -> isUnderAny(topic, proposal.topics())));
        return new Guess(proposal, possible > 0 ? wanted / possible : 0);
    }

    private static boolean isUnderAny(Topic topic, List<Topic> prefixes) {
        return prefixes.stream().anyMatch(topic::isUnder);
    }

    /** The designer's order for everybody, pins respected, all options equally likely. */
    static Planning designed() {
        return (question, _) -> {
            var designed = question.designed();
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

    /**
     * The layout with options that are no wish to be predicted, such as another language: before it
     * when they are pinned first, else after it.
     */
    static Layout around(Layout layout, List<MenuOption> more) {
        if (more.isEmpty()) {
            return layout;
        }
        var all = new ArrayList<>(layout.options());
        var first = more.stream().filter(option -> option.pin() == Pin.FIRST).toList();
        all.addAll(0, first.stream().map(Planning::notPredicted).toList());
        more.stream()
                .filter(option -> option.pin() != Pin.FIRST)
                .map(Planning::notPredicted)
                .forEach(all::add);
        var before = first.stream().map(MenuOption::length).reduce(Duration.ZERO, Duration::plus);
        return new Layout(layout.offer(), all, layout.policy(), layout.expected().plus(before));
    }

    private static Layout.Spoken notPredicted(MenuOption option) {
        return new Layout.Spoken(option, 0, Because.designed());
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
