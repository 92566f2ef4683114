package io.recaller.menu.planner;

import io.recaller.menu.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says of an option that is likelier than one read before it why it comes so late.
 *
 * @param places as they are read
 * @param policy that made the order: its word
 */
public record LateOption(List<Place> places, String policy) {
    /** Closer than that nobody asks. */
    private static final double NOTICED = 0.01;

    public LateOption {
        places = List.copyOf(places);
    }

    /** Of a menu that is to be read. */
    public static LateOption in(Layout layout) {
        return new LateOption(layout.options().stream().map(Place::of).toList(), layout.policy());
    }

    /**
     * What holds an option where it is.
     *
     * @param mayRise whether it may be read earlier than designed
     * @param length how long its words take
     */
    public record Place(double probability, Pin pin, boolean mayRise, Duration length) {
        static Place of(Layout.Spoken spoken) {
            var option = spoken.option();
            return new Place(spoken.probability(), option.pin(), option.mayRise(), option.length());
        }

        private double worth() {
            return probability / seconds();
        }

        private double seconds() {
            return length.toMillis() / 1000.0;
        }
    }

    /**
     * In words; empty when nothing less likely comes before it.
     *
     * @param rank its place in the order, from 0
     */
    public Optional<String> why(int rank) {
        var late = places.get(rank);
        var before =
                places.subList(0, rank).stream()
                        .filter(one -> one.probability() + NOTICED < late.probability())
                        .toList();
        return before.isEmpty() ? Optional.empty() : Optional.of(why(late, before));
    }

    private String why(Place late, List<Place> before) {
        if (late.pin() == Pin.LAST) {
            return "it is held last (pin: last)";
        }
        if (before.stream().allMatch(one -> one.pin() == Pin.FIRST)) {
            return "another is held first (pin: first)";
        }
        if (isDesigners()) {
            return "this menu keeps the designer's order (" + policy + ")";
        }
        if (!late.mayRise()) {
            return "it is sensitive: this caller is not trusted enough for it to be read earlier"
                    + " than designed";
        }
        if (before.stream().anyMatch(one -> one.worth() >= late.worth())) {
            return String.format(
                    Locale.ROOT,
                    "its words take %.1f s: what is shorter costs less to hear first",
                    late.seconds());
        }
        if (before.stream().anyMatch(one -> !one.mayRise())) {
            return "the place of a sensitive option before it stays as designed";
        }
        return "the order heard last is kept: another would save less than menu.hysteresis";
    }

    /** Whose order moves for nobody, also where the flow says {@code order: designed}. */
    private boolean isDesigners() {
        return policy.equals(Policy.DESIGNED.slug()) || policy.equals(Policy.CONTROL.slug());
    }
}
