package io.recaller.routing.ring;

/** How a ring went, as the Asterisk door reports it; each is applied idempotently. */
public enum RingOutcome {
    /** The agent answered and talks with the caller. */
    BRIDGED,
    /** The agent is with a caller who was on hold. */
    TAKEN,
    NO_ANSWER,
    /** The phone refused or was busy. */
    REFUSED,
    /** Asterisk does not know the phone, or cannot reach it. */
    UNREACHABLE,
    /** The ring or the bridge failed: neither the agent nor the contact is to blame. */
    FAILED,
    /** The caller had gone at answer. */
    CALLER_GONE,
    /** The talk is over. */
    ENDED
}
