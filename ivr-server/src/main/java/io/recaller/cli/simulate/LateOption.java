package io.recaller.cli.simulate;

import io.recaller.menu.Pin;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says of an option that is likelier than one read before it why it comes so late. */
public record LateOption(Layout layout) {
    /** Closer than that nobody asks. */
    private static final double NOTICED = 0.01;

    /**
     * In words; empty when nothing less likely comes before it.
     *
     * @param rank its place in the layout, from 0
     */
    Optional<String> why(int rank) {
        var late = layout.options().get(rank);
        var before =
                layout.options().subList(0, rank).stream()
                        .filter(one -> one.probability() + NOTICED < late.probability())
                        .toList();
        return before.isEmpty() ? Optional.empty() : Optional.of(why(late, before));
    }

    private String why(Layout.Spoken late, List<Layout.Spoken> before) {
        var option = late.option();
        if (option.pin() == Pin.LAST) {
            return "it is held last (pin: last)";
        }
        if (before.stream().allMatch(one -> one.option().pin() == Pin.FIRST)) {
            return "another is held first (pin: first)";
        }
        if (isDesigners()) {
            return "this menu keeps the designer's order (" + layout.policy() + ")";
        }
        if (!option.mayRise()) {
            return "it is sensitive: this caller is not trusted enough for it to be read earlier"
                    + " than designed";
        }
        if (before.stream().anyMatch(one -> worth(one) >= worth(late))) {
            return String.format(
                    Locale.ROOT,
                    "its words take %.1f s: what is shorter costs less to hear first",
                    seconds(late));
        }
        if (before.stream().anyMatch(one -> !one.option().mayRise())) {
            return "the place of a sensitive option before it stays as designed";
        }
        return "the order heard last is kept: another would save less than menu.hysteresis";
    }

    /** Whose order moves for nobody, also where the flow says {@code order: designed}. */
    private boolean isDesigners() {
        return layout.policy().equals(Policy.DESIGNED.slug())
                || layout.policy().equals(Policy.CONTROL.slug());
    }

    private static double worth(Layout.Spoken one) {
        return one.probability() / seconds(one);
    }

    private static double seconds(Layout.Spoken one) {
        return one.option().length().toMillis() / 1000.0;
    }
}
