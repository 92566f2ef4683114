package io.recaller;

import io.recaller.agent.Station;
import io.recaller.routing.AgentPhones;
import io.recaller.routing.AssignmentId;
import io.recaller.routing.PhoneReachability;
import io.recaller.routing.Reach;
import io.recaller.routing.Ring;
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
