package io.recaller.backtest;

import java.util.Arrays;
import java.util.stream.IntStream;

/** At which rank one policy read what was wanted, contact by contact. Belongs to one thread. */
final class Score {
    private final String policy;
    private final double perOption;
    private short[] ranks = new short[1024];
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
        ranks[count++] = (short) rank;
    }

    double meanRank() {
        return all().average().orElse(0);
    }

    double seconds() {
        return perOption * meanRank();
    }

    /** The share of contacts whose option was among the first so many. */
    double top(int most) {
        return all().filter(rank -> rank <= most).count() / (double) Math.max(count, 1);
    }

    private IntStream all() {
        return IntStream.range(0, count).map(scored -> ranks[scored]);
    }

    double seconds(int scored) {
        return perOption * ranks[scored];
    }
}
