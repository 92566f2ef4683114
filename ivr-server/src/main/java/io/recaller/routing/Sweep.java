package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.NotReadyReason;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends what nobody holds any more: offers of dead servers, silent desks, wrap-ups that are over.
 */
final class Sweep {
    private final Database db;
    private final PresenceStore presences;
    private final OfferStore offers;
    private final Outcomes outcomes;
    private final RoutingSettings settings;
    private final InstantSource clock;

    Sweep(
            Database db,
            PresenceStore presences,
            OfferStore offers,
            Outcomes outcomes,
            RoutingSettings settings,
            InstantSource clock) {
        this.db = db;
        this.presences = presences;
        this.offers = offers;
        this.outcomes = outcomes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One transaction each, so that one that fails holds up no other server for long. An offer is
     * ended only by who can see whether its phone rings or its agent talks by now.
     */
    void run(Optional<Reach> reach, Consumer<Aftermath> then) {
        reach.ifPresent(within -> expire(within, then));
        for (var agent : db.inTransaction(tx -> presences.overdue(tx, clock.instant()))) {
            then.accept(db.inTransaction(tx -> end(tx, agent)));
        }
    }

    private void expire(Reach reach, Consumer<Aftermath> then) {
        for (var offer : db.inTransaction(tx -> offers.expired(tx, reach, clock.instant()))) {
            then.accept(db.inTransaction(tx -> outcomes.expire(tx, offer)));
        }
    }

    private Aftermath end(Tx tx, AgentId agent) {
        var after = new Aftermath();
        var presence = presences.lock(tx, agent).orElseThrow();
        var next = next(presence);
        if (!next.equals(presence)) {
            presences.write(tx, next);
            after.refresh(agent);
        }
        return after;
    }

    /** A desk has one lease's time to come back as not ready, then the agent is logged out. */
    private Presence next(Presence presence) {
        var now = clock.instant();
        var silent = !presence.isHeldAt(now);
        return switch (presence.state()) {
            case AgentState.Ready ready when silent ->
                    disconnected(presence, ready.pause(NotReadyReason.DISCONNECTED));
            case AgentState.NotReady notReady when silent -> presence.gone(notReady.signOut(), now);
            case AgentState.WrapUp wrapUp when wrapUp.until().isAfter(now) -> presence;
            case AgentState.WrapUp wrapUp when silent ->
                    disconnected(presence, wrapUp.pause(NotReadyReason.DISCONNECTED));
            case AgentState.WrapUp wrapUp -> presence.with(wrapUp.complete(), now);
            case AgentState.Ready _,
                    AgentState.NotReady _,
                    AgentState.LoggedOut _,
                    AgentState.Ringing _,
                    AgentState.Talking _ ->
                    presence;
        };
    }

    private Presence disconnected(Presence presence, AgentState.NotReady state) {
        var now = clock.instant();
        return presence.with(state, now).heldUntil(now.plus(settings.deskLease()));
    }
}
