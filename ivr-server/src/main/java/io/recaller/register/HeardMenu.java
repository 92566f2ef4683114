package io.recaller.register;

import io.recaller.menu.Reason;
import io.recaller.register.Explanation.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One menu as the caller heard it.
 *
 * @param policy what decided the order, such as {@code designed}
 * @param key the key pressed; empty: none
 * @param seconds from the first syllable to the key or the end of patience
 * @param question the offer that was asked first
 * @param options in the order spoken
 */
public record HeardMenu(
        String node,
        String policy,
        Instant spokenAt,
        Optional<String> key,
        Optional<Double> seconds,
        Optional<String> outcome,
        Optional<Question> question,
        List<Option> options) {
    public HeardMenu {
        options = List.copyOf(options);
    }

    List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(spokenAt, words()));
        options.stream()
                .filter(option -> !option.reasons().isEmpty())
                .forEach(option -> lines.add(Happened.at(spokenAt, option.because())));
        return lines;
    }

    private String words() {
        var order = options.stream().map(Option::words).collect(Collectors.joining(", "));
        return "menu %s (%s) %swas read as %s; %s"
                .formatted(
                        node,
                        policy,
                        question.map(one -> one.words() + ", then ").orElse(""),
                        order,
                        pressed());
    }

    private String pressed() {
        var after = seconds.map(s -> String.format(Locale.ROOT, " after %.1f s", s)).orElse("");
        return key.map(k -> "key " + k + " was pressed" + after).orElse("no key was pressed");
    }

    /**
     * An offer, asked before the options.
     *
     * @param threshold the probability of a yes from which on asking is worth it
     * @param savedSeconds what a yes saves
     * @param because what was behind it, in plain words
     */
    public record Question(
            String offer,
            double probability,
            double threshold,
            double savedSeconds,
            String because) {
        String words() {
            return String.format(
                    Locale.ROOT,
                    "asked %s first (%s; %.0f %% likely, worth it from %.0f %%, saves %.1f s)",
                    offer,
                    because,
                    100 * probability,
                    100 * threshold,
                    savedSeconds);
        }
    }

    /**
     * One option in its place.
     *
     * @param reasons the largest first
     */
    public record Option(String option, String key, double probability, List<Reason> reasons) {
        public Option {
            reasons = List.copyOf(reasons);
        }

        String words() {
            var percent = String.format(Locale.ROOT, "%.0f %%", 100 * probability);
            return option + " on " + key + " " + percent;
        }

        /** What its score is the sum of, against the mean of the menu's options. */
        String because() {
            return option
                    + ": "
                    + reasons.stream()
                            .filter(Reason::isWorthTelling)
                            .map(Reason::toString)
                            .collect(Collectors.joining(", "));
        }
    }
}
