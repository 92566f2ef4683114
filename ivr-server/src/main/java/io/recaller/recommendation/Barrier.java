package io.recaller.recommendation;

/** Why something is not recommended to somebody. */
public enum Barrier {
    /** A complaint of theirs is open. */
    COMPLAINT,
    /** They said no to be told anything by this channel. */
    NO_CONSENT,
    /** They declined something a short time ago. */
    SAID_NO,
    /** It is not valid yet, or no more. */
    NOT_VALID,
    /** They are of another segment, or not named. */
    NOT_FOR_THEM,
    /** It is not sure enough who is there. */
    TRUST,
    /** They have it. */
    TAKEN,
    /** It does not fit them, as an agent said. */
    WRONG,
    /** They declined the same product. */
    SAME_SAID_NO,
    /** They were shown it often enough. */
    SHOWN_ENOUGH;
}
