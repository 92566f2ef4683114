package io.recaller.asterisk.survey;

/** Whether a phone could be rung now. */
public enum PhoneState {
    REACHABLE,
    /** Nobody is registered there, it does not answer, or there is no such endpoint. */
    UNREACHABLE,
    /** This Asterisk cannot be asked. */
    UNKNOWN
}
