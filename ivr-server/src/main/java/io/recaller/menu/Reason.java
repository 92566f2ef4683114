package io.recaller.menu;

import java.util.Locale;

/**
 * Why an option got its probability.
 *
 * @param words plain words without names or numbers of the caller: "a chat about outage 2 h ago"
 * @param share what it adds to the score, in log-odds
 */
public record Reason(String words, double share) {
    /** Below a hundredth, rounded, nothing would be told. */
    private static final double LEAST_TOLD = 0.005;

    /** Whether it moves the odds by enough to be told to people. */
    public boolean isWorthTelling() {
        return Math.abs(share) >= LEAST_TOLD;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %+.2f", words, share);
    }
}
