package io.recaller.routing;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.Station;
import io.recaller.db.Tx;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns a proposal into an offer, or loses the race: both rows are claimed in one transaction or
 * neither is.
 */
final class Claims {
    private final QueueStore queue;
    private final PresenceStore presences;
    private final OfferStore offers;
    private final RoutingSettings settings;
    private final String server;
    private final InstantSource clock;

    Claims(
            QueueStore queue,
            PresenceStore presences,
            OfferStore offers,
            RoutingSettings settings,
            String server,
            InstantSource clock) {
        this.queue = queue;
        this.presences = presences;
        this.offers = offers;
        this.settings = settings;
        this.server = server;
        this.clock = clock;
    }

    /** Empty when the contact or the agent is no longer to be had: look at the queue again. */
    Optional<Offer> claim(Tx tx, Proposal proposal) {
        var contact = proposal.contact().contact();
        if (queue.claim(tx, contact).isEmpty()) {
            return Optional.empty();
        }
        return presences
                .claim(tx, proposal.agent().agent(), clock.instant())
                .filter(held -> isStillAt(held, proposal.agent().station()))
                .flatMap(held -> offer(tx, proposal, held));
    }

    private static boolean isStillAt(Presence presence, Station station) {
        return presence.station().equals(Optional.of(station.id()));
    }

    private Optional<Offer> offer(Tx tx, Proposal proposal, Presence presence) {
        if (!(presence.state() instanceof AgentState.Ready ready)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var contact = proposal.contact().contact();
        var offer =
                new Offer(
                        new OfferId(Generators.timeBasedEpochRandomGenerator().generate()),
                        contact,
                        presence.agent(),
                        now.plus(settings.offerLease()),
                        Optional.empty());
        var station = proposal.agent().station().id();
        queue.move(tx, contact, QueueState.OFFERED, now);
        offers.open(tx, offer, station, server, now, proposal.reasons());
        presences.write(tx, presence.with(ready.offer(offer.id(), contact), now));
        return Optional.of(offer);
    }
}
