package io.recaller.routing;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.Presence;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.Station;
import io.recaller.callback.CallbackRules;
import io.recaller.contact.Address;
import io.recaller.db.Tx;
import io.recaller.routing.Assignment.Offered;
import io.recaller.routing.Assignment.Parties;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns a proposal into an assignment, or loses the race: both rows are claimed in one transaction
 * or neither is.
 */
final class Claims {
    /** Said twice, with a pause after each, to whoever is called back. */
    private static final Duration LONGEST_GREETING = Duration.ofSeconds(40);

    private final Queue queue;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final RoutingSettings settings;
    private final String server;
    private final InstantSource clock;
    private final CallbackRules callbacks;

    Claims(
            Queue queue,
            PresenceStore presences,
            AssignmentStore assignments,
            RoutingSettings settings,
            String server,
            InstantSource clock,
            CallbackRules callbacks) {
        this.queue = queue;
        this.presences = presences;
        this.assignments = assignments;
        this.settings = settings;
        this.server = server;
        this.clock = clock;
        this.callbacks = callbacks;
    }

    /** Empty when the contact or the agent is no longer to be had: look at the queue again. */
    Optional<Offered> claim(Tx tx, Reach reach, Pairing proposal) {
        var contact = proposal.contact();
        if (!queue.claim(tx, contact)) {
            return Optional.empty();
        }
        return presences
                .claim(tx, proposal.agent().agent(), clock.instant())
                .filter(presence -> isStillAt(presence, proposal.agent().station()))
                .filter(presence -> hasRoom(tx, presence, contact))
                .map(_ -> offer(tx, reach, proposal));
    }

    private static boolean isStillAt(Presence presence, Station station) {
        return presence.station().equals(Optional.of(station.id()));
    }

    /** Nobody adds to what the agent holds while the agent's row is locked. */
    private boolean hasRoom(Tx tx, Presence presence, WaitingContact contact) {
        var load = Assignment.load(assignments.heldBy(tx, presence.agent()));
        return settings.rules().capacity().admits(load, contact.channel());
    }

    private Offered offer(Tx tx, Reach reach, Pairing proposal) {
        var now = clock.instant();
        var contact = proposal.contact();
        var agent = proposal.agent();
        var id = new AssignmentId(Generators.timeBasedEpochRandomGenerator().generate());
        var parties = new Parties(id, contact.contact(), agent.agent(), contact.channel());
        var offered = new Offered(parties, now, now.plus(lease(contact)));
        queue.offered(tx, contact);
        if (contact.address() instanceof Address.Callback) {
            queue.moved(tx, contact.contact(), new Address.Callback(Optional.of(reach.system())));
        }
        var station = agent.station().id();
        assignments.open(tx, offered, contact.id(), station, server, proposal.reasons());
        return offered;
    }

    /** An agent who answered holds the offer while the customer is called back. */
    private Duration lease(WaitingContact contact) {
        var usual = settings.offerLease(contact.wish().queue());
        return contact.address() instanceof Address.Callback
                ? usual.plus(callbacks.ring()).plus(LONGEST_GREETING)
                : usual;
    }
}
