package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One place in a flow. */
public sealed interface Node {
    String id();

    /** The lowest trust at which it may be entered; below it the flow's verify node comes first. */
    default TrustTier tier() {
        return TrustTier.UNKNOWN;
    }

    /** Says something and goes on. */
    record Say(String id, TrustTier tier, Text say, String next) implements Node {}

    /**
     * Goes on in another language; says nothing itself.
     *
     * @param remember whether it is what the caller chose, to be spoken to in on the next call
     */
    record Speak(String id, Language language, boolean remember, String next) implements Node {}

    /**
     * Offers a choice.
     *
     * @param adaptive whether the order follows the caller; else it is the designer's
     * @param options in the designer's order
     * @param offers what may be asked before them, the most important first
     */
    record Menu(
            String id,
            TrustTier tier,
            Optional<Text> intro,
            boolean adaptive,
            List<Option> options,
            List<Offering> offers,
            Retries retries)
            implements Node {
        public Menu {
            options = List.copyOf(options);
            offers = List.copyOf(offers);
        }

        /** The option with the longest prefix of a topic, the first of several. */
        public Optional<Option> optionFor(Topic topic) {
            var best = Optional.<Option>empty();
            var longest = 0;
            for (var option : options) {
                for (var prefix : option.topics()) {
                    if (topic.isUnder(prefix) && prefix.id().length() > longest) {
                        longest = prefix.id().length();
                        best = Optional.of(option);
                    }
                }
            }
            return best;
        }

        /** The offer of this name; empty when the menu has none such. */
        public Optional<Offering> offer(String name) {
            return offers.stream().filter(offer -> offer.id().equals(name)).findFirst();
        }
    }

    /**
     * Collects values, one after another.
     *
     * @param onPhone where a caller goes of whom something is asked that no telephone has keys for,
     *     and who has no page to type it on; empty: to a person
     */
    record Form(
            String id,
            TrustTier tier,
            List<Field> fields,
            Retries retries,
            String next,
            Optional<String> onPhone)
            implements Node {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Proves who is speaking by a PIN.
     *
     * @param next where to go when it was entered by name; empty when it only stands before nodes
     *     with a tier
     */
    record Verify(
            String id,
            Text say,
            Text wrong,
            Entry.Digits digits,
            Retries retries,
            Optional<String> next,
            String failed)
            implements Node {}

    /**
     * Asks something outside.
     *
     * @param source the name of the look-up in the settings
     * @param arguments by name, with {@code {value}} to be filled in
     * @param result data name to name in the answer
     */
    record LookUp(
            String id,
            TrustTier tier,
            String source,
            Map<String, String> arguments,
            Map<String, String> result,
            Optional<Text> meanwhile,
            String next,
            String onFailure)
            implements Node {
        /** One {@code {value}} of an argument; group 1 is its name. */
        public static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");

        public LookUp {
            arguments = Map.copyOf(arguments);
            result = Map.copyOf(result);
        }
    }

    /** Goes where the first condition that holds leads. */
    record Branch(String id, List<Case> cases, String otherwise) implements Node {
        public Branch {
            cases = List.copyOf(cases);
        }

        /**
         * Where it leads.
         *
         * @param hours the name of the opening hours that were asked for last
         */
        public record Decision(String next, Optional<String> hours) {}

        public Decision decide(ConditionNames names) {
            var hours = Optional.<String>empty();
            for (var one : cases) {
                if (!one.when().hours().isEmpty()) {
                    hours = Optional.of(one.when().hours().getLast());
                }
                if (one.when().holds(names)) {
                    return new Decision(one.next(), hours);
                }
            }
            return new Decision(otherwise, hours);
        }

        /** One way out. */
        public record Case(Condition when, String next) {}
    }

    /**
     * Leads to an agent.
     *
     * @param skills name, with {@code {language}} to be filled in, to lowest proficiency (1–5)
     * @param any skills of which one at that proficiency is enough; empty: nothing more is asked
     * @param priority 0 (lowest) to 9
     * @param keys while the caller waits: a key, and the node it leads to
     * @param otherwise where who is given back by the queue goes on
     */
    record HandOff(
            String id,
            Optional<Text> say,
            Optional<String> queue,
            Map<String, Integer> skills,
            Map<String, Integer> any,
            int priority,
            Map<String, String> keys,
            Optional<String> otherwise)
            implements Node {
        public HandOff {
            skills = Map.copyOf(skills);
            any = Map.copyOf(any);
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }
    }

    /**
     * Goes on at another door, or shows itself on a page beside the call.
     *
     * @param say said once it is on its way; empty: our own words
     * @param next where the dialogue goes on, here and there
     * @param otherwise where it goes on when that is not possible; empty: at {@code next}
     */
    record Switch(
            String id,
            TrustTier tier,
            SwitchTarget to,
            Optional<Text> say,
            String next,
            Optional<String> otherwise)
            implements Node {}

    /**
     * Asks whether they want what is recommended to them, if anything is; says nothing of its own.
     *
     * @param declined where a no leads; empty: to {@code next}
     * @param next where all others go on: to whom nothing is recommended, or who did not answer
     */
    record Recommend(
            String id, TrustTier tier, String accepted, Optional<String> declined, String next)
            implements Node {
        /** The name under which texts and look-ups find the id of what was accepted. */
        public static final String ACCEPTED = "recommendation";
    }

    /**
     * Ends the contact.
     *
     * @param topic of the task completed by self-service; empty when none was
     */
    record End(String id, TrustTier tier, Optional<Text> say, Optional<Topic> topic)
            implements Node {}
}
