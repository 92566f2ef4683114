package io.recaller.transfer;

/** What came of an agent's wish. */
public enum Wished {
    DONE,
    /** Not in the state the talk is in, or it is not this agent's. */
    NOT_NOW,
    /** Nobody of that name can be sent a contact now, or no queue has it. */
    NO_SUCH_TARGET,
    /** Who is to be consulted is not free. */
    NOT_FREE,
    /** Nobody of the queue that is to be consulted is free. */
    NOBODY_FREE,
    /** The number is none, or no prefix in the settings allows it. */
    NUMBER_NOT_ALLOWED,
    /** No server can move this call now. */
    OUT_OF_REACH
}
