package io.recaller.backtest.flow;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many contacts are about a topic that an option of the menu names.
 *
 * @param topics those that no option names, the most frequent first
 */
public record Covered(int contacts, int all, List<Other> topics) {
    private static final int MOST_TOLD = 5;

    public Covered {
        topics = List.copyOf(topics);
    }

    /**
     * A topic that no option names.
     *
     * @param topic as the log writes it
     */
    public record Other(String topic, int contacts) {}

    static Covered of(int all, Map<String, Integer> others) {
        var topics =
                others.entrySet().stream()
                        .map(other -> new Other(other.getKey(), other.getValue()))
                        .sorted(Comparator.comparingInt(Other::contacts).reversed())
                        .toList();
        var uncovered = topics.stream().mapToInt(Other::contacts).sum();
        return new Covered(all - uncovered, all, topics);
    }

    /** The most frequent topics that no option names, with how often. */
    public String most() {
        return topics.stream()
                .limit(MOST_TOLD)
                .map(other ->
                        String.format(Locale.ROOT, "%s (%,d)", other.topic(), other.contacts()))
                .collect(Collectors.joining(", "));
    }

    /** 0 to 1. */
    public double share() {
        return all == 0 ? 0 : (double) contacts / all;
    }
}
