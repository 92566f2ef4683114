package io.recaller.report;

import java.time.Duration;

/**
 * What an operator agrees with the business on.
 *
 * @param threshold an answer within this long is in time; 20 s in most contracts
 * @param shortAbandon who gives up sooner was not kept waiting; not part of the service level
 */
public record ServiceRules(Duration threshold, Duration shortAbandon) {
    public ServiceRules {
        if (!threshold.isPositive()) {
            throw new IllegalArgumentException("threshold must be longer than 0: " + threshold);
        }
        if (shortAbandon.isNegative()) {
            throw new IllegalArgumentException("short must not be negative: " + shortAbandon);
        }
    }

    /** 80/20 without the number 80; abandons within 10 s are short. */
    public static ServiceRules usual() {
        return new ServiceRules(Duration.ofSeconds(20), Duration.ofSeconds(10));
    }
}
