package io.recaller.routing;

/** What came of an agent's wish. */
public sealed interface Change {
    /** It is done, or was so already. */
    record Done() implements Change {}

    /** Not from the state the agent is in, or not with what the agent holds. */
    record NotAllowed() implements Change {}

    /** Somebody else sits at that phone. */
    record StationTaken() implements Change {}

    /** No phone has that name. */
    record NoSuchStation() implements Change {}
}
