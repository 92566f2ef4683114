package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.flow.Patience;
import io.recaller.menu.Layout;
import io.recaller.skill.Requirement;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a conversation does next, in terms every channel can render. What is said first after a
 * mistake ("Sorry, …") is already part of the speech.
 */
public sealed interface Turn {
    /** Says something and goes on at once. A key pressed meanwhile belongs to the next turn. */
    record Say(Speech speech) implements Turn {}

    /**
     * Reads a menu and waits for one key; every key counts from the first syllable.
     *
     * @param lead said first: an introduction or a correction; may be silent
     * @param offer asked before the options, its key is {@code *}; silent when there is none
     * @param layout what was decided, for the impression and its reasons
     * @param options one speech per option of the layout, in its order
     */
    record Choose(Speech lead, Speech offer, Layout layout, List<Speech> options, Patience patience)
            implements Turn {
        public Choose {
            options = List.copyOf(options);
        }

        /** Without an offer. */
        public Choose(Speech lead, Layout layout, List<Speech> options, Patience patience) {
            this(lead, Speech.silence(), layout, options, patience);
        }

        public Speech speech() {
            return options.stream().reduce(lead.then(offer), Speech::then);
        }
    }

    /**
     * Asks for one value. {@code #} or the inter-digit timeout ends it.
     *
     * @param secret whether nobody may see what is keyed
     */
    record Ask(Speech speech, int maxDigits, Patience patience, boolean secret) implements Turn {
        /** Of a value that is no secret. */
        public Ask(Speech speech, int maxDigits, Patience patience) {
            this(speech, maxDigits, patience, false);
        }
    }

    /**
     * Proves who is speaking by a PIN. Keys typed ahead are thrown away before it is asked. The
     * engine never sees the PIN: it gets an {@link Input.Proof}, or a lone {@code 0} as {@link
     * Input.Keys} when the caller asks for a person.
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
     * Waits in the queue for an agent who meets the requirement.
     *
     * @param priority 0 (lowest) to 9
     * @param speech said before the wait begins
     */
    record HandOff(Speech speech, Requirement requirement, int priority) implements Turn {}

    /**
     * Ends the contact.
     *
     * @param topic the topic of a completed self-service task; empty when there is none
     */
    record End(Speech speech, Optional<Topic> topic) implements Turn {}
}
