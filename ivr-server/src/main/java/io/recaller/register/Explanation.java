package io.recaller.register;

import io.recaller.contact.ContactId;
import io.recaller.contact.Timeline;
import io.recaller.menu.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a contact went as it did, from what was stored while it went.
 *
 * @param menus as heard, oldest first
 * @param prefills what was not asked because it was known
 * @param offers to agents, oldest first
 * @param end empty while it goes on, and of other systems' contacts
 */
public record Explanation(
        ContactId contact,
        List<HeardMenu> menus,
        List<Prefill> prefills,
        List<Offered> offers,
        Optional<Timeline.End> end) {
    public Explanation {
        menus = List.copyOf(menus);
        prefills = List.copyOf(prefills);
        offers = List.copyOf(offers);
    }

    /** One sentence each, in the order things usually happen. */
    public List<String> words() {
        var words = new ArrayList<String>();
        for (var menu : menus) {
            words.add(menu.words());
            menu.options().stream()
                    .filter(option -> !option.reasons().isEmpty())
                    .forEach(option -> words.add(option.because()));
        }
        prefills.forEach(prefill -> words.add(prefill.words()));
        offers.forEach(offer -> words.add(offer.words()));
        end.ifPresent(ended -> words.add("ended: " + ended.words()));
        return List.copyOf(words);
    }

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

        String words() {
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

    /**
     * A field that was not asked.
     *
     * @param from the channel it was given through, and when
     */
    public record Prefill(String field, String from) {
        String words() {
            return "field " + field + " was known from " + from;
        }
    }

    /**
     * The contact reserved for an agent.
     *
     * @param outcome empty while the agent is rung
     * @param reasons why this agent, in words
     */
    public record Offered(
            String agent, Instant at, Optional<String> outcome, List<String> reasons) {
        public Offered {
            reasons = List.copyOf(reasons);
        }

        String words() {
            var why = reasons.isEmpty() ? "" : " because " + String.join(", ", reasons);
            var came = outcome.map(o -> o.replace('_', ' ')).orElse("still ringing");
            return "offered to " + agent + why + ": " + came;
        }
    }
}
