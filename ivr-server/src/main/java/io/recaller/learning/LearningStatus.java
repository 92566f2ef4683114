package io.recaller.learning;

import io.recaller.menu.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was learned, for an operator.
 *
 * @param learned contacts that were learned, those erased since then too
 * @param waiting contacts whose topic is final, not learned yet; no more than {@link #MOST_COUNTED}
 *     are counted
 * @param topics that were learned
 * @param learnedAt when the last one was learned; empty: nothing was ever
 * @param generation how often all was learned anew
 * @param changes corrected, erased and so on since they were learned, by kind; empty: nothing stale
 * @param holder who learns now
 * @param weights what counts how much
 */
public record LearningStatus(
        long learned,
        int waiting,
        int topics,
        Optional<Instant> learnedAt,
        long generation,
        SortedMap<String, Integer> changes,
        Optional<Holder> holder,
        List<Weight> weights) {
    public static final int MOST_COUNTED = 1_000_000;

    public LearningStatus {
        weights = List.copyOf(weights);
    }

    /**
     * Who has the lease.
     *
     * @param until when anybody may take over
     */
    public record Holder(String name, boolean rebuilding, Instant until) {}

    /** How many things that were learned are not so any more. */
    public int stale() {
        return changes.values().stream().mapToInt(Integer::intValue).sum();
    }
}
