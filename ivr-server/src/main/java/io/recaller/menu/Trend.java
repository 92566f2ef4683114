package io.recaller.menu;

import io.recaller.contact.Topic;
import java.util.Map;

/**
 * What everybody has been contacting about lately.
 *
 * @param weights decayed counts by topic, not negative; need not add up to anything
 */
public record Trend(Map<Topic, Double> weights) {
    public Trend {
        weights = Map.copyOf(weights);
    }

    public static Trend unknown() {
        return new Trend(Map.of());
    }
}
