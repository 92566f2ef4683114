package io.recaller.register;

import io.recaller.menu.Reason;
import io.recaller.menu.ReasonWords;
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
 * @param way by which it was answered
 * @param wentBack whether the answer was a step back
 */
public record HeardMenu(
        String node,
        String policy,
        Instant spokenAt,
        Optional<String> key,
        Optional<Double> seconds,
        Optional<String> outcome,
        Optional<Question> question,
        List<Option> options,
        Way way,
        boolean wentBack) {
    public HeardMenu {
        options = List.copyOf(options);
    }

    /** By what a menu is answered. */
    public enum Way {
        TELEPHONE("was read as"),
        /** A page beside the call; the menu is read on the telephone, too. */
        PAGE("was read as"),
        WRITING("was shown as");

        private final String shown;

        Way(String shown) {
            this.shown = shown;
        }
    }

    /** The same, answered by a step back: there is none on a telephone's keypad. */
    HeardMenu leftBackwards() {
        return new HeardMenu(
                node,
                policy,
                spokenAt,
                key,
                seconds,
                outcome,
                question,
                options,
                way == Way.WRITING ? way : Way.PAGE,
                true);
    }

    List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(spokenAt, words()));
        options.stream()
                .flatMap(option -> option.because().stream())
                .forEach(words -> lines.add(Happened.at(spokenAt, words)));
        return lines;
    }

    private String words() {
        var order = options.stream().map(Option::words).collect(Collectors.joining(", "));
        return "menu %s (%s) %s%s %s; %s%s"
                .formatted(
                        node,
                        policy,
                        question.map(one -> one.words() + ", then ").orElse(""),
                        way.shown,
                        order,
                        answered(),
                        after());
    }

    /** Of a silence the end of patience is no news. */
    private String after() {
        return seconds.filter(_ -> key.isPresent() || wentBack || isOutcome("no_match"))
                .map(s -> String.format(Locale.ROOT, " after %.1f s", s))
                .orElse("");
    }

    private String answered() {
        if (wentBack) {
            return way == Way.PAGE ? "they went back on the page" : "they went back";
        }
        return key.map(this::chosen).orElseGet(this::nothingChosen);
    }

    private String chosen(String pressed) {
        var none = isOutcome("no_match") ? ", which it has not," : "";
        return switch (way) {
            case TELEPHONE -> "key " + pressed + none + " was pressed";
            case PAGE -> pressed + none + " was pressed on the page";
            case WRITING -> pressed + none + " was chosen";
        };
    }

    private String nothingChosen() {
        if (isOutcome("no_match")) {
            return "the answer was none of these";
        }
        return way == Way.WRITING ? "nothing was chosen" : "no key was pressed";
    }

    private boolean isOutcome(String slug) {
        return outcome.filter(slug::equals).isPresent();
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
     * @param late why it was read after less likely ones; empty: it was not, or it is not known
     */
    public record Option(
            String option,
            String key,
            double probability,
            List<Reason> reasons,
            Optional<String> late) {
        public Option {
            reasons = List.copyOf(reasons);
        }

        String words() {
            var percent = String.format(Locale.ROOT, "%.0f %%", 100 * probability);
            return option + " (key " + key + ") " + percent;
        }

        /**
         * What its score is the sum of, against the mean of the menu's options, and what kept it
         * from the place of its score; empty: nothing is to be told.
         */
        Optional<String> because() {
            var told = new ArrayList<String>();
            var score = String.join(", ", ReasonWords.of(reasons));
            if (!score.isEmpty()) {
                told.add(score);
            }
            late.ifPresent(why -> told.add("so late because " + why));
            return told.isEmpty()
                    ? Optional.empty()
                    : Optional.of(option + ": " + String.join("; ", told));
        }
    }
}
