package io.recaller.recommendation;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses what to recommend to somebody now, and says why. Pure; any thread. */
final class NextBest {
    private final RecommendationRules rules;
    private final Acceptances known;

    NextBest(RecommendationRules rules, Acceptances known) {
        this.rules = rules;
        this.known = known;
    }

    /** What is best, and why. */
    record Choice(Recommendation recommendation, List<ScoreTerm> terms) {
        Choice {
            terms = List.copyOf(terms);
        }

        double score() {
            return terms.stream().mapToDouble(ScoreTerm::adds).sum();
        }
    }

    /** The one worth most; of several that are worth the same the first by id. Empty: none. */
    Optional<Choice> of(Collection<Recommendation> all, Prospect who, Instant now) {
        var eligibility = new Eligibility(rules, now);
        if (eligibility.barrier(who).isPresent()) {
            return Optional.empty();
        }
        var scoring = new Scoring(known);
        return all.stream()
                .filter(one -> eligibility.barrier(one, who).isEmpty())
                .map(one -> new Choice(one, scoring.terms(one, who)))
                .max(
                        Comparator.comparingDouble(Choice::score)
                                .thenComparing(
                                        each -> each.recommendation().id(),
                                        Comparator.reverseOrder()));
    }
}
