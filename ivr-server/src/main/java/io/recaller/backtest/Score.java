package io.recaller.backtest;

import java.util.Arrays;

/** At which rank one policy read what was wanted, contact by contact. Belongs to one thread. */
final class Score {
    private final String policy;
    private final double perOption;
    private int[] ranks = new int[1024];
    private int count;

    Score(String policy, double perOption) {
        this.policy = policy;
        this.perOption = perOption;
    }

    String policy() {
        return policy;
    }

    /** The wanted option was read at this rank, 1 or more. */
    void add(int rank) {
        ranks = count == ranks.length ? Arrays.copyOf(ranks, count * 2) : ranks;
        ranks[count++] = rank;
    }

    double meanRank() {
        return Arrays.stream(ranks, 0, count).average().orElse(0);
    }

    double seconds() {
        return perOption * meanRank();
    }

    /** The share of contacts whose option was among the first so many. */
    double top(int most) {
        return Arrays.stream(ranks, 0, count).filter(rank -> rank <= most).count()
                / (double) Math.max(count, 1);
    }

    double seconds(int scored) {
        return perOption * ranks[scored];
    }
}
