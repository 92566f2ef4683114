package io.recaller.flow.engine;

import java.util.Map;

/** What the dialogue gets back after a turn. The silent ones have VoiceXML's names. */
public sealed interface Input {
    /** A {@link Turn.Say} was said. */
    record Said() implements Input {}

    /**
     * Keys pressed: digits and {@code *}; for a menu exactly one, known or not to the menu.
     *
     * <p>{@link #toString()} hides them: digits a caller types are never logged.
     */
    record Keys(String keys) implements Input {
        @Override
        public String toString() {
            return "Keys[" + keys.length() + "]";
        }
    }

    /** Silence until the first-digit timeout. */
    record NoInput() implements Input {}

    /** The answer to {@link Turn.Verify}. */
    record Proof(Verdict verdict) implements Input {}

    /** What a look-up returned, mapped to names by its settings. */
    record Found(Map<String, String> values) implements Input {
        public Found {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "Found" + values.keySet();
        }
    }

    /** A look-up failed or was late. */
    record NotFound() implements Input {}

    /** How a proof went. */
    enum Verdict {
        ACCEPTED,
        /** Wrong, and another try is allowed. */
        REJECTED,
        /** Too many tries on this call, customer or line, or no PIN is set: a person must help. */
        EXHAUSTED
    }
}
