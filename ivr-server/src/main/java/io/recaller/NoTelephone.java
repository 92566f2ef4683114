package io.recaller;

import io.recaller.agent.Station;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import java.util.Optional;

/** The phones of a server without Asterisk: none can be rung. */
final class NoTelephone implements AgentPhones {
    @Override
    public Optional<Reach> reach() {
        return Optional.empty();
    }

    @Override
    public void ring(Ring ring) {
        throw new IllegalStateException("this server has no telephone");
    }

    @Override
    public PhoneReachability state(Station station) {
        return PhoneReachability.UNKNOWN;
    }

    @Override
    public void cancel(AssignmentId assignment) {
        // nothing rings
    }
}
