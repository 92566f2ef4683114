package io.recaller.channel.agent;

import io.recaller.agent.Station;
import io.recaller.contact.Address;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import java.util.Optional;

/**
 * Agents' phones, where some contacts ring none: what is written is offered by the card alone, and
 * taken on the page. Those go on while Asterisk is out of reach.
 */
public final class WrittenOffers implements AgentPhones {
    private final AgentPhones phones;

    public WrittenOffers(AgentPhones phones) {
        this.phones = phones;
    }

    @Override
    public Optional<Reach> reach() {
        return Optional.of(phones.reach().orElse(Reach.MESSAGES));
    }

    @Override
    public void ring(Ring ring) {
        if (!(ring.caller() instanceof Address.Thread)) {
            phones.ring(ring);
        }
    }

    @Override
    public PhoneReachability state(Station station) {
        return phones.state(station);
    }

    @Override
    public void cancel(AssignmentId assignment) {
        phones.cancel(assignment);
    }
}
