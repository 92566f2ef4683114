package io.recaller.routing.ring;

/** Whether a phone could be made to ring now, as its Asterisk says. */
public enum PhoneReachability {
    REACHABLE,
    /** It is not registered, or does not answer. */
    UNREACHABLE,
    /** Asterisk has no such phone. */
    NO_SUCH_PHONE,
    /** No Asterisk that is linked here can tell. */
    UNKNOWN;

    /** Whether ringing it would be in vain. */
    public boolean isInVain() {
        return this == UNREACHABLE || this == NO_SUCH_PHONE;
    }
}
