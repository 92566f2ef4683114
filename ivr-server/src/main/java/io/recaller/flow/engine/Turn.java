package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.flow.SwitchTarget;
import io.recaller.menu.planner.Layout;
import io.recaller.skill.Requirement;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a conversation does next, in terms every channel can render. What is said first after a
 * mistake ("Sorry, …") is already part of the speech.
 */
public sealed interface Turn {
    /** The same, with this said first; not where nothing is said in writing. */
    default Turn after(Speech first) {
        if (first.isSilent()) {
            return this;
        }
        return switch (this) {
            case Say(Speech speech) -> new Say(first.then(speech));
            case Choose menu -> menu.after(first);
            case Ask ask ->
                    new Ask(
                            first.then(ask.speech()),
                            ask.wanted(),
                            ask.confirms(),
                            ask.patience(),
                            ask.secret());
            case Verify _, LookUp _, SwitchTo _, Recommend _ -> this;
            case HandOff wait ->
                    new HandOff(
                            first.then(wait.speech()),
                            wait.queue(),
                            wait.requirement(),
                            wait.priority());
            case End(Speech speech, Optional<Topic> topic) -> new End(first.then(speech), topic);
        };
    }

    /** Says something and goes on at once. A key pressed meanwhile belongs to the next turn. */
    record Say(Speech speech) implements Turn {}

    /**
     * Reads a menu and waits for one choice; every key counts from the first syllable.
     *
     * @param lead said first: an introduction or a correction; may be silent
     * @param layout what was decided, for the impression and its reasons; without options of a
     *     question that is no menu
     * @param choices the offer first, if there is one, then one for each option of the layout, in
     *     its order
     * @param asked the ids of the only ones shown in writing, for the last words meant one of them;
     *     none: all are. All can be chosen
     */
    record Choose(
            Speech lead, Layout layout, List<Choice> choices, Patience patience, List<String> asked)
            implements Turn {
        public Choose {
            choices = List.copyOf(choices);
            asked = List.copyOf(asked);
        }

        /** All are shown. */
        public Choose(Speech lead, Layout layout, List<Choice> choices, Patience patience) {
            this(lead, layout, choices, patience, List.of());
        }

        /** A question that is no menu: nothing is learned of how it was heard. */
        static Choose question(Speech lead, List<Choice> choices, Patience patience) {
            return new Choose(lead, NO_MENU, choices, patience);
        }

        private static final Layout NO_MENU = new Layout(List.of(), "", Duration.ZERO);

        public boolean isMenu() {
            return !layout.options().isEmpty();
        }

        @Override
        public Choose after(Speech first) {
            return new Choose(first.then(lead), layout, choices, patience, asked);
        }

        /** What is shown in writing; the way to a person always is. */
        public List<Choice> shown() {
            return asked.isEmpty()
                    ? choices
                    : choices.stream()
                            .filter(choice ->
                                    asked.contains(choice.id())
                                            || choice.key().equals(Choice.PERSON))
                            .toList();
        }

        public Speech speech() {
            var all = new ArrayList<>(lead.prompts());
            choices.forEach(choice -> all.addAll(choice.spoken().prompts()));
            return new Speech(all);
        }

        /** Asked before the options. */
        public Optional<Choice> offer() {
            return choices.stream().filter(choice -> choice.id().equals(Choice.OFFER)).findFirst();
        }

        /** One for each option of the layout, in its order. */
        public List<Choice> options() {
            return choices.stream().filter(choice -> !choice.id().equals(Choice.OFFER)).toList();
        }

        /** The key a reply stands for; empty for silence, and for what is none of the choices. */
        public Optional<String> keyOf(Reply reply) {
            return Choice.keyOf(reply, choices);
        }
    }

    /**
     * Asks for one value. {@code #} or the inter-digit timeout ends it.
     *
     * @param wanted what kind of value
     * @param confirms whether one that is known was read back: {@link Choice#YES} keeps it, another
     *     value takes its place
     * @param secret whether nobody may see what is keyed
     */
    record Ask(Speech speech, Entry wanted, boolean confirms, Patience patience, boolean secret)
            implements Turn {
        public int maxDigits() {
            return wanted.maxDigits();
        }
    }

    /**
     * Proves who is speaking by a PIN. Keys typed ahead are thrown away before it is asked. The
     * engine never sees the PIN: it gets an {@link Input.Proof}, or {@link Choice#PERSON} when a
     * person is asked for.
     *
     * @param maxDigits the longest PIN taken
     */
    record Verify(Speech speech, int maxDigits, Patience patience) implements Turn {}

    /**
     * Needs an answer from outside.
     *
     * @param source the name of the look-up in the settings
     * @param meanwhile said while it runs; may be silent
     */
    record LookUp(String source, Map<String, String> arguments, Speech meanwhile) implements Turn {
        public LookUp {
            arguments = Map.copyOf(arguments);
        }
    }

    /**
     * Goes on at another door, or beside the call. Says nothing: how it went is said by the next
     * turn.
     */
    record SwitchTo(SwitchTarget to) implements Turn {}

    /**
     * Needs to know what may be recommended; then, before it is asked, that it is written down as
     * shown. Says nothing; where the question cannot be said at once, or keys wait to be heard, it
     * is left out.
     *
     * @param id of what is about to be asked; empty: it is not known yet
     * @param question as it will be said; silent while it is not known
     */
    record Recommend(Optional<String> id, Speech question) implements Turn {}

    /**
     * Waits in the queue for an agent who meets the requirement.
     *
     * @param priority 0 (lowest) to 9
     * @param speech said before the wait begins
     */
    record HandOff(Speech speech, Optional<String> queue, Requirement requirement, int priority)
            implements Turn {}

    /**
     * Ends the contact.
     *
     * @param topic the topic of a completed self-service task; empty when there is none
     */
    record End(Speech speech, Optional<Topic> topic) implements Turn {}
}
