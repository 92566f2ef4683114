package io.recaller.backtest;

import io.recaller.backtest.log.ContactLog;
import io.recaller.menu.Prediction;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Rules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Replays a log in the order of time, each policy predicting a contact before it learns it: only
 * the past is ever used. Belongs to one thread.
 */
public final class Replay {
    /** The policies by name, in the order they are shown. */
    static final String DESIGNER = "designer";

    static final String POPULARITY = "popularity";
    static final String MOST_RECENT = "most-recent-first";
    static final String PERSONAL = "personal-frequency";
    static final String PREDICTOR = "predictor";
    static final String RECALLER = "recaller";
    static final String ORACLE = "oracle";

    private final Terms terms;
    private final FixedMenu menu;
    private final List<ContactLog.Row> rows;
    private final Map<String, Integer> customers = new HashMap<>();
    private final Map<String, Rule> baselines = new LinkedHashMap<>();
    private final Map<String, Score> scores = new LinkedHashMap<>();
    private final Product product;
    private final Planner planner = new Planner(Rules.defaults());
    private final Layouts layouts = new Layouts();
    private final Calibration calibration = new Calibration();
    private final IntStream.Builder scoredCustomers = IntStream.builder();

    public Replay(ContactLog log, Terms terms) {
        this(log, terms, _ -> true);
    }

    /** With some of the predictor's features only. */
    Replay(ContactLog log, Terms terms, Predicate<String> features) {
        this.terms = terms;
        this.menu = FixedMenu.of(log.rows(), terms);
        this.rows = log.rows();
        this.product = new Product(menu, terms, features);
        var options = menu.size();
        baselines.put(DESIGNER, Counting.designer(options));
        baselines.put(POPULARITY, Counting.popularity(options));
        baselines.put(MOST_RECENT, Counting.mostRecent(options));
        baselines.put(PERSONAL, Counting.personal(options));
        baselines.put(ORACLE, Counting.oracle(options));
        for (var name :
                List.of(DESIGNER, POPULARITY, MOST_RECENT, PERSONAL, PREDICTOR, RECALLER, ORACLE)) {
            scores.put(name, new Score(name, terms.seconds()));
        }
    }

    private LoggedContact contact(ContactLog.Row row) {
        return new LoggedContact(
                row.at(),
                customers.computeIfAbsent(row.customer(), _ -> customers.size()),
                row.channel(),
                menu.placeOf(row.topic()));
    }

    /**
     * Runs it all.
     *
     * @param progress told now and then how many contacts are done
     */
    public Result run(IntConsumer progress) {
        var from = (int) (rows.size() * terms.scoreFrom());
        for (var i = 0; i < rows.size(); i++) {
            step(contact(rows.get(i)), i >= from);
            progress.accept(i + 1);
        }
        return result();
    }

    private void step(LoggedContact contact, boolean scored) {
        baselines.forEach((name, policy) -> {
            score(name, rank(policy.order(contact), contact.option()), scored);
            policy.learn(contact);
        });
        var predictions = product.predict(contact);
        var free = planner.plan(PREDICTOR, predictions, List.of(), List.of());
        var held = held(contact, predictions);
        score(PREDICTOR, rank(ids(free), contact), scored);
        score(RECALLER, rank(ids(held), contact), scored);
        layouts.heard(contact.customer(), ids(held), scored);
        if (scored) {
            calibrate(predictions, contact);
            scoredCustomers.add(contact.customer());
        }
        product.learn(contact);
    }

    private Layout held(LoggedContact contact, List<Prediction> predictions) {
        return product.knowsNothing(contact)
                ? planner.designed(RECALLER, predictions)
                : planner.plan(RECALLER, predictions, List.of(), layouts.last(contact.customer()));
    }

    private void calibrate(List<Prediction> predictions, LoggedContact contact) {
        var top =
                predictions.stream()
                        .max(Comparator.comparingDouble(Prediction::probability))
                        .orElseThrow();
        calibration.add(
                top.probability(), top.option().id().equals(String.valueOf(contact.option())));
    }

    private void score(String policy, int rank, boolean scored) {
        var score = scores.get(policy);
        if (scored && score != null) {
            score.add(rank);
        }
    }

    private static List<String> ids(Layout layout) {
        return layout.options().stream().map(spoken -> spoken.option().id()).toList();
    }

    private static int rank(List<String> order, LoggedContact contact) {
        return order.indexOf(String.valueOf(contact.option())) + 1;
    }

    private static int rank(int[] order, int option) {
        var rank = 0;
        while (order[rank] != option) {
            rank++;
        }
        return rank + 1;
    }

    private Result result() {
        return new Result(
                rows.size(),
                customers.size(),
                menu.names(),
                List.copyOf(scores.values()),
                scoredCustomers.build().toArray(),
                layouts.changedFirst(),
                calibration);
    }
}
