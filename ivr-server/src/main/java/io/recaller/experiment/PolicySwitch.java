package io.recaller.experiment;

import io.recaller.menu.planner.Policy;
import java.time.Instant;
import java.util.Optional;

/**
 * A policy switched off, so that its customers hear the designer's order, or on again.
 *
 * @param byOperator false: the automatic fall-back did it
 * @param reason in plain words
 * @param figures what the fall-back decided on
 */
public record PolicySwitch(
        Policy policy,
        boolean on,
        Instant at,
        boolean byOperator,
        String reason,
        Optional<Figures> figures) {

    /**
     * Policy minus control.
     *
     * @param difference seconds to the option; above zero is worse
     * @param customers of the policy
     */
    public record Figures(Estimate difference, int customers) {}
}
