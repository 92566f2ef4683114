package io.recaller.routing.ring;

import io.recaller.agent.Station;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;

/**
 * Rings agents' phones; the Asterisk door does it. Calls return at once, outcomes come as events.
 */
public interface AgentPhones {
    /**
     * Whose phones can be rung now. Empty while nobody can tell what Asterisk does: then hand-offs
     * wait, and whatever it says when it is back was reported before this is filled again.
     */
    Optional<Reach> reach();

    /**
     * Rings the agent's leg first; at answer it is bridged to the waiting caller.
     *
     * @param ring how the phone is to ring and for whom
     * @throws RuntimeException when no phone can be made to ring now: the contact waits on
     */
    void ring(Ring ring);

    /**
     * What its Asterisk says of a phone; asks it, and waits for the answer a second or so.
     *
     * @return unknown while nobody can tell
     */
    PhoneReachability state(Station station);

    /** Stops ringing: the caller has gone, or the offer expired. Unknown ones are ignored. */
    void cancel(AssignmentId assignment);
}
