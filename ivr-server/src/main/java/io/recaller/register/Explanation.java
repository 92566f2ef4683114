package io.recaller.register;

import io.recaller.contact.ContactId;
import io.recaller.contact.Timeline;
import io.recaller.menu.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a contact went as it did, from what was stored while it went.
 *
 * @param prefills what was not asked because it was known
 * @param menus as heard, oldest first
 * @param waits in the queue, oldest first
 * @param callBack empty: they never asked to be called back
 * @param offers to agents, oldest first
 * @param sent talks put on hold or handed over, oldest first
 * @param end empty while it goes on, and of other systems' contacts
 */
public record Explanation(
        ContactId contact,
        List<Prefill> prefills,
        List<HeardMenu> menus,
        List<Waited> waits,
        Optional<KeptPlace> callBack,
        List<Offered> offers,
        List<SentOn> sent,
        Optional<End> end) {
    public Explanation {
        prefills = List.copyOf(prefills);
        menus = List.copyOf(menus);
        waits = List.copyOf(waits);
        offers = List.copyOf(offers);
        sent = List.copyOf(sent);
    }

    /** The whole way in the order it went: one sentence each. */
    public List<Line> lines() {
        var lines = new ArrayList<Line>();
        prefills.forEach(prefill -> lines.add(new Line(Optional.empty(), prefill.words())));
        var way = new ArrayList<Line>();
        menus.forEach(menu -> way.addAll(menu.lines()));
        waits.forEach(wait -> way.addAll(wait.lines()));
        callBack.ifPresent(kept -> way.addAll(kept.lines()));
        offers.forEach(offer -> way.addAll(offer.lines()));
        sent.forEach(each -> way.addAll(each.lines()));
        end.ifPresent(ended -> way.add(Line.at(ended.at(), "ended: " + ended.how().words())));
        way.sort(Comparator.comparing(line -> line.at().orElseThrow()));
        lines.addAll(way);
        return List.copyOf(lines);
    }

    /** The same without the times. */
    public List<String> words() {
        return lines().stream().map(Line::words).toList();
    }

    /**
     * One thing that happened.
     *
     * @param at empty: not kept
     */
    public record Line(Optional<Instant> at, String words) {
        static Line at(Instant at, String words) {
            return new Line(Optional.of(at), words);
        }
    }

    /** When and how a contact ended. */
    public record End(Instant at, Timeline.End how) {}

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

        List<Line> lines() {
            var lines = new ArrayList<Line>();
            lines.add(Line.at(spokenAt, words()));
            options.stream()
                    .filter(option -> !option.reasons().isEmpty())
                    .forEach(option -> lines.add(Line.at(spokenAt, option.because())));
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
     * A wait in the queue.
     *
     * @param needs what the flow asked of an agent, in words; empty: nothing
     * @param how it ended; empty: it goes on
     */
    public record Waited(
            String queue,
            List<String> needs,
            int priority,
            Instant joined,
            Optional<Instant> left,
            Optional<String> how) {
        public Waited {
            needs = List.copyOf(needs);
        }

        List<Line> lines() {
            var lines = new ArrayList<Line>();
            var asked = needs.isEmpty() ? "anybody" : String.join(", ", needs);
            lines.add(
                    Line.at(
                            joined,
                            "waited in queue %s for %s, priority %d"
                                    .formatted(queue, asked, priority)));
            left.ifPresent(at -> lines.add(Line.at(at, over(at))));
            return lines;
        }

        private String over(Instant at) {
            return "left queue %s after %s: %s"
                    .formatted(queue, Lasted.between(joined, at), how.orElse("no longer there"));
        }
    }

    /**
     * The contact in an agent's hands, or reserved for them.
     *
     * @param outcome empty while the agent is rung
     * @param reasons why this agent, in words
     * @param connected when the agent answered; empty: did not
     * @param wrapUp when the talk was over; empty: is not, or there was none
     * @param closed when the work after it was; empty: is not
     */
    public record Offered(
            String agent,
            Instant at,
            Optional<String> outcome,
            List<String> reasons,
            Optional<Instant> connected,
            Optional<Instant> wrapUp,
            Optional<Instant> closed) {
        public Offered {
            reasons = List.copyOf(reasons);
        }

        List<Line> lines() {
            var lines = new ArrayList<Line>();
            lines.add(Line.at(at, words()));
            if (connected.isEmpty()) {
                closed.ifPresent(end -> lines.add(Line.at(end, unanswered(end))));
                return lines;
            }
            lines.add(
                    Line.at(
                            connected.get(),
                            "%s answered after %s"
                                    .formatted(agent, Lasted.between(at, connected.get()))));
            wrapUp.ifPresent(end -> lines.add(Line.at(end, talked(connected.get(), end))));
            closed.filter(_ -> wrapUp.isPresent())
                    .ifPresent(end -> lines.add(Line.at(end, worked(wrapUp.get(), end))));
            return lines;
        }

        private String words() {
            var why = reasons.isEmpty() ? "" : " because " + String.join(", ", reasons);
            return "offered to " + agent + why + ": " + came();
        }

        private String came() {
            return outcome.map(o -> o.replace('_', ' ')).orElse("still ringing");
        }

        private String unanswered(Instant end) {
            return "%s: %s after %s".formatted(agent, came(), Lasted.between(at, end));
        }

        private String talked(Instant from, Instant to) {
            return "the talk with %s was over after %s".formatted(agent, Lasted.between(from, to));
        }

        private String worked(Instant from, Instant to) {
            return "%s was done with it after %s".formatted(agent, Lasted.between(from, to));
        }
    }
}
