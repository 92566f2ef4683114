package io.recaller.recommendation;

import java.util.List;

/**
 * What is recommended in a contact.
 *
 * @param state shown, or what was said came of it
 * @param terms why this one
 */
public record Recommended(
        Recommendation recommendation, OutcomeState state, List<ScoreTerm> terms) {
    public Recommended {
        terms = List.copyOf(terms);
    }

    /** How likely a yes was thought to be, 0 to 1. */
    public double chance() {
        var odds = terms.stream().filter(ScoreTerm::isEvidence).mapToDouble(ScoreTerm::adds).sum();
        return 1 / (1 + Math.exp(-odds));
    }
}
