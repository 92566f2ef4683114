package io.recaller.backtest;

import java.util.List;

/**
 * What a replay showed.
 *
 * @param contacts all that were read and learned
 * @param options the menu in the designer's order
 * @param scores one a policy
 * @param scoredCustomers whose contact each scored one was
 * @param changedFirstOption share of returning callers who heard another option first, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
public record Result(
        int contacts,
        int customers,
        List<String> options,
        List<Score> scores,
        int[] scoredCustomers,
        double changedFirstOption,
        Calibration calibration) {

    int scored() {
        return scoredCustomers.length;
    }

    Score score(String policy) {
        return scores.stream()
                .filter(score -> score.policy().equals(policy))
                .findFirst()
                .orElseThrow();
    }
}
