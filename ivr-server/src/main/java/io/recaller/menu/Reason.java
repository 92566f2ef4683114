package io.recaller.menu;

import java.util.Locale;

/**
 * Why an option got its probability.
 *
 * @param words plain words without names or numbers of the caller: "chat about outage 2 h ago"
 * @param share what it adds to the score, in log-odds
 */
public record Reason(String words, double share) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %+.2f", words, share);
    }
}
