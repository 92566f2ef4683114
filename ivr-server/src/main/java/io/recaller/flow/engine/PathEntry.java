package io.recaller.flow.engine;

/** One thing that happened on the way of a dialogue. */
public sealed interface PathEntry {
    /** Where. */
    String node();

    /** A node was entered. */
    record Entered(String node) implements PathEntry {}

    /** An option of a menu was chosen, by its name. */
    record OptionChosen(String node, String option) implements PathEntry {}

    /** The offer of a menu was taken, by its name. */
    record OfferTaken(String node, String offer) implements PathEntry {}

    /** A person was asked for. */
    record PersonAsked(String node) implements PathEntry {}

    /** The menu before was wanted. */
    record WentBack(String node) implements PathEntry {}

    /** A proof was wrong. */
    record ProofWrong(String node) implements PathEntry {}

    /** What was to be said could not be. */
    record Unspoken(String node) implements PathEntry {}
}
