package io.recaller.asterisk.ami;

import io.recaller.contact.Unreached;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The legs that this server rings, and what is told of each, once. Any thread. */
final class AgentLegs {
    private final Map<AssignmentId, AgentLeg> legs = new ConcurrentHashMap<>();
    private final PhoneEvents events;

    AgentLegs(PhoneEvents events) {
        this.events = events;
    }

    /** Begins to be rung now. */
    void add(Ring ring) {
        legs.put(ring.assignment(), new AgentLeg(ring, System.nanoTime()));
    }

    /** Empty: another server's, or over. */
    Optional<AgentLeg> find(AssignmentId offer) {
        return Optional.ofNullable(legs.get(offer));
    }

    boolean isHere(AssignmentId offer) {
        return legs.containsKey(offer);
    }

    boolean isCancelled(AssignmentId offer) {
        return find(offer).filter(AgentLeg::isCancelled).isPresent();
    }

    void forEach(BiConsumer<AssignmentId, AgentLeg> each) {
        legs.forEach(each);
    }

    /** Every server hears of every leg's end. */
    void end(AssignmentId offer, RingOutcome outcome) {
        legs.remove(offer);
        events.ring(offer, outcome);
    }

    /** Ends a leg that nobody answered; after a cancel there is nothing to tell. */
    void over(AssignmentId offer, RingOutcome outcome) {
        var leg = legs.remove(offer);
        if (leg != null && !leg.isCancelled()) {
            events.ring(offer, outcome);
        }
    }

    /** The customer was not to be had; after a cancel there is nothing to tell. */
    void notReached(AssignmentId offer, Unreached why) {
        var leg = legs.remove(offer);
        if (leg == null || !leg.isCancelled()) {
            events.notReached(offer, why);
        }
    }
}
