package io.recaller.routing;

/**
 * Rings agents' phones; the Asterisk door does it. Calls return at once, outcomes come as events.
 */
public interface AgentPhones {
    /**
     * Rings the agent's leg first; at answer it is bridged to the waiting caller.
     *
     * @param ring how the phone is to ring and for whom
     * @throws RuntimeException when no phone can be made to ring now: the contact waits on
     */
    void ring(Ring ring);

    /** Stops ringing: the caller has gone, or the offer expired. Unknown offers are ignored. */
    void cancel(OfferId offer);
}
