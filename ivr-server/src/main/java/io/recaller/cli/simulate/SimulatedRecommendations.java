package io.recaller.cli.simulate;

import io.recaller.recommendation.FlowRecommendations;
import io.recaller.recommendation.RecommendationId;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What is recommended at the terminal: the one thing that was given, whoever calls.
 *
 * @param words of the question; empty: nothing is recommended
 * @param told of what a server would write down
 */
record SimulatedRecommendations(Optional<String> words, Consumer<String> told)
        implements FlowRecommendations {
    private static final RecommendationId GIVEN = new RecommendationId("simulated");

    @Override
    public boolean mayBe() {
        return true;
    }

    @Override
    public Optional<Question> find(Whom whom, String language) {
        if (words.isEmpty()) {
            told.accept(
                    "nothing is recommended, the call goes on; give something to ask with"
                            + " --recommend");
        }
        return words.map(each -> new Question(GIVEN, each));
    }

    @Override
    public boolean begin(Whom whom, RecommendationId one, BooleanSupplier isWanted) {
        return true;
    }

    @Override
    public void answered(boolean accepted) {
        told.accept("the recommendation is " + (accepted ? "accepted" : "declined"));
    }
}
