package io.recaller.flow.engine;

import java.util.Map;

/** What the engine gets back after a turn: the caller's reply, or what was made of it outside. */
public sealed interface Input
        permits Reply,
                Input.Proof,
                Input.Found,
                Input.NotFound,
                Input.Switched,
                Input.Recommended,
                Input.Matching {
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

    /** A look-up failed or was late; or nothing is recommended. */
    record NotFound() implements Input {}

    /** The answer to {@link Turn.SwitchTo}. */
    record Switched(SwitchOutcome outcome) implements Input {}

    /**
     * The answer to {@link Turn.Recommend}: what may be recommended; told once more, that it may be
     * asked now.
     *
     * @param id its giver's own
     * @param words the question, in the language of the dialogue
     */
    record Recommended(String id, String words) implements Input {}

    /**
     * A page beside the call shows digits, to be keyed on the telephone.
     *
     * @param page which one
     */
    record Matching(String page, String digits) implements Input {
        @Override
        public String toString() {
            return "Matching[" + page + "]";
        }
    }

    /** How a proof went. */
    enum Verdict {
        ACCEPTED,
        /** Wrong, and another try is allowed. */
        REJECTED,
        /** Too many tries on this call, customer or line, or no PIN is set: a person must help. */
        EXHAUSTED
    }
}
