package io.recaller.menu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often everybody contacted about what, when, and after what. Not thread-safe while it learns.
 */
final class Counts {
    /** Half-lives of what is going on lately, in days: 3 hours, a day, a week. */
    static final double[] LATELY = {0.125, 1, 7};

    static final int HOURS = 24;
    static final int WEEKDAYS = 7;
    static final int GAPS = 6;

    /** A topic nobody contacted about yet starts with this, so that no probability is zero. */
    private static final double FIRST = 1;

    private static final double FIRST_LATELY = 1e-3;
    private static final double[] GAP_DAYS = {.04, .25, 1, 7, 30};
    private static final double SECONDS_A_DAY = 86_400;
    private static final double NEVER = 0;
    private static final double[] NOTHING = {};

    private int size;
    private double[] ever = new double[0];
    private double latelyAt;
    private final double[][] lately = new double[LATELY.length][0];
    private final double[][] hours = new double[HOURS][0];
    private final double[][] weekdays = new double[WEEKDAYS][0];
    private final List<double[]> company = new ArrayList<>();
    private final Map<Integer, double[]> after = new HashMap<>();
    private final Map<Long, double[]> pairs = new HashMap<>();

    int size() {
        return size;
    }

    double[] ever() {
        return ever;
    }

    double[] lately(int span) {
        return lately[span];
    }

    /** How the counts of lately have faded until an instant. */
    double fading(int span, double seconds) {
        return latelyAt == NEVER ? 1 : Decay.over(seconds - latelyAt, LATELY[span]);
    }

    double[] hour(int hour) {
        return hours[hour];
    }

    double[] weekday(int weekday) {
        return weekdays[weekday];
    }

    /** What goes together with a topic in people's histories. */
    double[] company(int topic) {
        return company.get(topic);
    }

    /** What followed a topic after such a gap; empty when nothing did. */
    double[] after(int topic, int gap) {
        return after.getOrDefault(topic * GAPS + gap, NOTHING);
    }

    /** What followed two topics; empty when nothing did. */
    double[] afterPair(int before, int last) {
        return pairs.getOrDefault(pair(before, last), NOTHING);
    }

    private static long pair(int before, int last) {
        return ((long) before << 32) | last;
    }

    /** In which of the six gaps a time since the last contact is. */
    static int gap(double seconds) {
        var days = seconds / SECONDS_A_DAY;
        var gap = 0;
        while (gap < GAP_DAYS.length && days >= GAP_DAYS[gap]) {
            gap++;
        }
        return gap;
    }

    /** With one more topic that nobody contacted about yet. */
    void add() {
        size++;
        ever = Arrays.copyOf(ever, size);
        ever[size - 1] = FIRST;
        for (var span = 0; span < LATELY.length; span++) {
            lately[span] = Arrays.copyOf(lately[span], size);
            lately[span][size - 1] = FIRST_LATELY;
        }
        lengthen(hours);
        lengthen(weekdays);
        company.replaceAll(row -> Arrays.copyOf(row, size));
        company.add(new double[size]);
        after.replaceAll((_, row) -> Arrays.copyOf(row, size));
        pairs.replaceAll((_, row) -> Arrays.copyOf(row, size));
    }

    private void lengthen(double[][] rows) {
        for (var i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(rows[i], size);
        }
    }

    /** Whether an instant is not much before what was counted last. */
    boolean isTimely(double seconds, double slack) {
        return seconds >= latelyAt - slack;
    }

    /**
     * Counts one interaction.
     *
     * @param who the customer as they were before it
     * @param interests how much they cared for each topic before it
     */
    void learn(Moment moment, Personal who, double[] interests, int topic) {
        ever[topic]++;
        fade(moment.seconds());
        for (var span = 0; span < LATELY.length; span++) {
            lately[span][topic] += Decay.over(latelyAt - moment.seconds(), LATELY[span]);
        }
        hours[moment.hour()][topic]++;
        weekdays[moment.weekday()][topic]++;
        if (who.last >= 0 && moment.seconds() >= who.lastAt) {
            var gap = gap(moment.seconds() - who.lastAt);
            row(after, who.last * GAPS + gap)[topic]++;
            row(pairs, pair(who.before, who.last))[topic]++;
        }
        learnCompany(interests, topic);
    }

    private void fade(double seconds) {
        for (var span = 0; span < LATELY.length; span++) {
            var fading = fading(span, seconds);
            for (var i = 0; i < size; i++) {
                lately[span][i] *= fading;
            }
        }
        latelyAt = Math.max(latelyAt, seconds);
    }

    private void learnCompany(double[] interests, int topic) {
        var total = Features.sum(interests);
        for (var other = 0; total > 0 && other < size; other++) {
            if (interests[other] > 0) {
                company.get(other)[topic] += interests[other] / total;
            }
        }
    }

    private <K> double[] row(Map<K, double[]> rows, K key) {
        return rows.computeIfAbsent(key, _ -> new double[size]);
    }

    /** Gives every row its stable name. */
    void keep(Map<String, double[]> vectors) {
        vectors.put("ever", ever.clone());
        vectors.put("lately.at", new double[] {latelyAt});
        keep(vectors, "lately.", lately);
        keep(vectors, "hour.", hours);
        keep(vectors, "weekday.", weekdays);
        keep(vectors, "company.", company.toArray(double[][]::new));
        after.forEach((key, row) -> vectors.put("after." + key, row.clone()));
        pairs.forEach((key, row) -> vectors.put("pair." + key, row.clone()));
    }

    private static void keep(Map<String, double[]> vectors, String name, double[][] rows) {
        for (var i = 0; i < rows.length; i++) {
            vectors.put(name + i, rows[i].clone());
        }
    }

    /** As {@link #keep} named them. */
    static Counts read(int size, Map<String, double[]> vectors) {
        var counts = new Counts();
        for (var i = 0; i < size; i++) {
            counts.add();
        }
        vectors.forEach(counts::read);
        return counts;
    }

    private void read(String name, double[] row) {
        var dot = name.indexOf('.');
        var key = name.substring(dot + 1);
        switch (dot < 0 ? name : name.substring(0, dot)) {
            case "ever" -> ever = row.clone();
            case "lately" -> readLately(key, row);
            case "hour" -> hours[Integer.parseInt(key)] = row.clone();
            case "weekday" -> weekdays[Integer.parseInt(key)] = row.clone();
            case "company" -> company.set(Integer.parseInt(key), row.clone());
            case "after" -> after.put(Integer.valueOf(key), row.clone());
            case "pair" -> pairs.put(Long.valueOf(key), row.clone());
            default -> {}
        }
    }

    private void readLately(String key, double[] row) {
        if (key.equals("at")) {
            latelyAt = row[0];
        } else {
            lately[Integer.parseInt(key)] = row.clone();
        }
    }

    Counts copy() {
        var copy = new Counts();
        copy.size = size;
        copy.ever = ever.clone();
        copy.latelyAt = latelyAt;
        copy(lately, copy.lately);
        copy(hours, copy.hours);
        copy(weekdays, copy.weekdays);
        company.forEach(row -> copy.company.add(row.clone()));
        after.forEach((key, row) -> copy.after.put(key, row.clone()));
        pairs.forEach((key, row) -> copy.pairs.put(key, row.clone()));
        return copy;
    }

    private static void copy(double[][] from, double[][] to) {
        for (var i = 0; i < from.length; i++) {
            to[i] = from[i].clone();
        }
    }
}
