package io.recaller.routing.estimate;

import java.time.Duration;
import java.util.Collection;
import java.util.random.RandomGenerator;

/**
 * How long contacts keep an agent: talk and wrap-up. Their logarithm is taken as normal, as is
 * found of call centres (Brown et al., Statistical Analysis of a Telephone Call Center, 2005).
 *
 * @param logMean of seconds
 * @param logSpread the standard deviation of the logarithm of seconds
 */
public record HandlingTime(double logMean, double logSpread) {
    /** Before anything was seen: half of them last less than three and a half minutes. */
    public static final HandlingTime USUAL = new HandlingTime(Math.log(210), 0.7);

    /** As many own contacts count as much as what is believed beforehand. */
    private static final int WORTH_OF_BELIEF = 10;

    private static final int MOST_TRIES = 40;
    private static final double SHORTEST = 1;

    /** What was believed, corrected by what was seen. */
    public HandlingTime given(Collection<Duration> seen) {
        var number = seen.size();
        if (number == 0) {
            return this;
        }
        var logs = seen.stream().mapToDouble(HandlingTime::log).toArray();
        var weight = (double) number / (number + WORTH_OF_BELIEF);
        var mean = 0.0;
        for (var each : logs) {
            mean += each / number;
        }
        var square = 0.0;
        for (var each : logs) {
            square += (each - mean) * (each - mean) / number;
        }
        var apart = mean - logMean;
        var variance =
                weight * square
                        + (1 - weight) * logSpread * logSpread
                        + weight * (1 - weight) * apart * apart;
        return new HandlingTime(weight * mean + (1 - weight) * logMean, Math.sqrt(variance));
    }

    private static double log(Duration span) {
        return Math.log(Math.max(SHORTEST, span.toMillis() / 1000.0));
    }

    /** One that might be. */
    Duration any(RandomGenerator random) {
        return Duration.ofMillis((long) (1000 * seconds(random)));
    }

    /** How long one goes on that has lasted so long already. */
    Duration rest(RandomGenerator random, Duration lasted) {
        var past = Math.max(0, lasted.toMillis() / 1000.0);
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var whole = seconds(random);
            if (whole > past) {
                return Duration.ofMillis((long) (1000 * (whole - past)));
            }
        }
        // Longer than any: the longer it has lasted, the longer it goes on.
        var more = past * logSpread / 4 * -Math.log(1 - random.nextDouble());
        return Duration.ofMillis((long) (1000 * more));
    }

    private double seconds(RandomGenerator random) {
        return Math.exp(logMean + logSpread * random.nextGaussian());
    }
}
