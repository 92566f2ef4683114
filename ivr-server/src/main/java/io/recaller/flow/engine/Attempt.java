package io.recaller.flow.engine;

/**
 * How a question stands.
 *
 * @param tries how often it was asked again
 * @param fault what was wrong the last time
 */
public record Attempt(int tries, Fault fault) {
    /** It was asked once, and nothing came back yet. */
    public static final Attempt FIRST = new Attempt(0, Fault.NONE);

    /** What can be wrong with a reply; in VoiceXML's words. */
    public enum Fault {
        NONE,
        NO_INPUT,
        NO_MATCH
    }

    Attempt after(Fault mistake) {
        return new Attempt(tries + 1, mistake);
    }
}
