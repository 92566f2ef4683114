package io.recaller.doctor;

/**
 * One thing looked at.
 *
 * @param part what was looked at, one word
 * @param words what was seen, with the remedy when it is not well
 */
public record Finding(String part, Verdict verdict, String words) {
    /** How it is with it. */
    public enum Verdict {
        OK,
        /** It works, but somebody should know. */
        WARN,
        /** Calls, agents or secrets suffer. */
        BAD
    }

    static Finding ok(String part, String words) {
        return new Finding(part, Verdict.OK, words);
    }

    static Finding warn(String part, String words) {
        return new Finding(part, Verdict.WARN, words);
    }

    static Finding bad(String part, String words) {
        return new Finding(part, Verdict.BAD, words);
    }

    public boolean well() {
        return verdict != Verdict.BAD;
    }
}
