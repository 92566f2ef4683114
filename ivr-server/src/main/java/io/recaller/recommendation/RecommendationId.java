package io.recaller.recommendation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The giver's own id of a recommendation.
 *
 * @param value lower case words joined by dots, dashes or underscores, 80 characters at most
 */
public record RecommendationId(String value) implements Comparable<RecommendationId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final int LONGEST = 80;

    public RecommendationId {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an id must be lower case words joined by dashes, such as fibre-300");
        }
    }

    /** Empty: that is none. */
    public static Optional<RecommendationId> of(String text) {
        try {
            return Optional.of(new RecommendationId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(RecommendationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
