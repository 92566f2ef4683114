package io.recaller.routing;

/** What came of an agent's wish. */
public sealed interface CommandOutcome {
    /** It is done, or was so already. */
    record Done() implements CommandOutcome {}

    /** Not from the state the agent is in, or not with what the agent holds. */
    record NotAllowed() implements CommandOutcome {}

    /** Somebody else sits at that phone. */
    record StationTaken() implements CommandOutcome {}

    /** No phone has that name. */
    record NoSuchStation() implements CommandOutcome {}
}
