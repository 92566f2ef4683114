package io.recaller.routing.plan;

import java.time.Duration;

/**
 * What was agreed on with the business: such a share of the contacts is answered within so long.
 *
 * @param within the threshold; longer than nothing
 * @param target 0 to 1
 */
public record ServiceLevel(Duration within, double target) {
    /** 80 in 100 within 20 s, as in most contracts. */
    public static final ServiceLevel USUAL = new ServiceLevel(Duration.ofSeconds(20), 0.8);

    public ServiceLevel {
        if (!within.isPositive()) {
            throw new IllegalArgumentException("within must be longer than 0: " + within);
        }
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException("target must be a share from 0 to 1: " + target);
        }
    }
}
