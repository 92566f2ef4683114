package io.recaller.routing;

/** What came of an agent's wish to change state. */
public sealed interface Change {
    /** It is done, or was so already. */
    record Done(Presence presence) implements Change {}

    /** Not from the state the agent is in. */
    record NotAllowed(Presence presence) implements Change {}

    /** Somebody else sits at that phone. */
    record StationTaken() implements Change {}

    /** No phone has that name. */
    record NoSuchStation() implements Change {}
}
