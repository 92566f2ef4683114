package io.recaller.menu.planner;

import io.recaller.menu.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns probabilities and lengths into what is said to one caller.
 *
 * <p>Smith's rule (W. E. Smith 1956): reading by probability per second, descending, takes the
 * caller the fewest expected seconds. Only the order moves: digits never do, nothing is left out,
 * pinned options stay, and an option that may not rise is never read earlier than the designer read
 * it. One question may come first, when it saves more than it costs. Pure.
 */
public final class Planner {
    private static final double NANOS_A_SECOND = 1e9;

    private final double worthwhile;
    private final double wrongOffer;

    public Planner(Rules rules) {
        this.worthwhile = seconds(rules.worthwhile());
        this.wrongOffer = seconds(rules.wrongOffer());
    }

    /** The designer's order, pins respected. */
    public Layout designed(String policy, List<Prediction> predictions) {
        var order = new Order(predictions);
        var designed = order.designed();
        return layout(Optional.empty(), predictions, designed, policy, order.expected(designed));
    }

    /**
     * What this caller hears.
     *
     * @param policy the name under which it is reported
     * @param predictions one for each option, in the designer's order
     * @param guesses what could be offered, best first among equals; empty for none
     * @param lastOrder ids of the options as the customer heard them last; empty when never. An
     *     order of other options, or one not allowed today, is ignored
     */
    public Layout plan(
            String policy,
            List<Prediction> predictions,
            List<Guess> guesses,
            List<String> lastOrder) {
        var order = new Order(predictions);
        var best = kept(order, order.best(), order.of(lastOrder));
        return best(guesses, first(order, best))
                .map(offer -> offering(offer, policy, predictions, order, best))
                .orElseGet(() ->
                        layout(Optional.empty(), predictions, best, policy, order.expected(best)));
    }

    /** The last order, unless the best one saves enough. */
    private int[] kept(Order order, int[] best, int[] last) {
        var isKept = last.length > 0 && order.expected(last) - order.expected(best) < worthwhile;
        return isKept ? last : best;
    }

    private static double first(Order order, int[] best) {
        return best.length == 0 ? 0 : order.seconds(best[0]);
    }

    /** A question that hides what it is about is only asked when no other one is worth it. */
    private Optional<Offer> best(List<Guess> guesses, double firstOption) {
        var byWording =
                guesses.stream().collect(Collectors.partitioningBy(g -> g.proposal().neutral()));
        return mostGaining(byWording.getOrDefault(false, List.of()), firstOption)
                .or(() -> mostGaining(byWording.getOrDefault(true, List.of()), firstOption));
    }

    /** The one that gains most over its threshold. */
    private Optional<Offer> mostGaining(List<Guess> guesses, double firstOption) {
        var best = Optional.<Offer>empty();
        var most = 0.0;
        for (var guess : guesses) {
            var saved = seconds(guess.proposal().saved());
            var cost = seconds(guess.proposal().length()) - firstOption + wrongOffer;
            var gain = guess.probability() * (saved + wrongOffer) - cost;
            if (saved > 0 && (gain > most || (best.isEmpty() && gain >= 0))) {
                most = gain;
                best = Optional.of(offer(guess, cost / (saved + wrongOffer)));
            }
        }
        return best;
    }

    private static Offer offer(Guess guess, double threshold) {
        var proposal = guess.proposal();
        return new Offer(proposal, guess.probability(), Math.max(threshold, 0), proposal.saved());
    }

    /**
     * Who said no to the offer hardly wants its option: it is read last. After a neutral question
     * the list is read as it would be without: an option that moves would tell what was not said.
     */
    private Layout offering(
            Offer offer, String policy, List<Prediction> predictions, Order order, int[] best) {
        var proposal = offer.proposal();
        var option = proposal.neutral() ? -1 : proposal.option().map(order::indexOf).orElse(-1);
        var after = option < 0 ? order : order.with(option, 0);
        var read = option < 0 ? best : after.best();
        var question = seconds(proposal.length());
        return layout(
                Optional.of(offer), predictions, read, policy, question + after.expected(read));
    }

    private static Layout layout(
            Optional<Offer> offer,
            List<Prediction> predictions,
            int[] order,
            String policy,
            double expected) {
        var spoken = new ArrayList<Layout.Spoken>(order.length);
        for (var i : order) {
            var prediction = predictions.get(i);
            spoken.add(
                    new Layout.Spoken(
                            prediction.option(), prediction.probability(), prediction.because()));
        }
        var nanos = StrictMath.round(expected * NANOS_A_SECOND);
        return new Layout(offer, spoken, policy, Duration.ofNanos(nanos));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_A_SECOND;
    }
}
