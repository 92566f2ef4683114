package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.StationId;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.exception.IntegrityConstraintViolationException;

/**
 * What agents do at their desks. Each call is one transaction; states that end by themselves are
 * ended by the router. Becoming ready wakes every server.
 *
 * <p>Safe for any number of threads; every method blocks.
 */
public final class Agents {
    private final Database db;
    private final String server;
    private final RoutingSettings settings;
    private final ContactLog contacts;
    private final InstantSource clock;
    private final OfferStore offers = new OfferStore();
    private final PresenceStore presences = new PresenceStore(offers);
    private final AgentStore agents = new AgentStore();

    /**
     * Wires it.
     *
     * @param server the name of this server, which holds the desks' connections
     */
    public Agents(
            Database db,
            String server,
            RoutingSettings settings,
            ContactLog contacts,
            InstantSource clock) {
        this.db = db;
        this.server = server;
        this.settings = settings;
        this.contacts = contacts;
        this.clock = clock;
    }

    /**
     * Sits down at a phone, not ready yet; also to move to another one. An agent who is at work
     * already (the page was loaded again) keeps the state.
     */
    public Change signIn(AgentId agent, String stationName) {
        try {
            return db.inTransaction(tx ->
                    agents.station(tx, stationName)
                            .map(station -> signIn(tx, agent, station.id()))
                            .orElseGet(Change.NoSuchStation::new));
        } catch (IntegrityConstraintViolationException takenThisMoment) {
            return new Change.StationTaken();
        }
    }

    /** Takes contacts from now on. */
    public Change ready(AgentId agent) {
        return change(
                agent,
                state ->
                        switch (state) {
                            case AgentState.NotReady notReady -> Optional.of(notReady.ready());
                            case AgentState.WrapUp wrapUp -> Optional.of(wrapUp.complete());
                            case AgentState.Ready same -> Optional.of(same);
                            case AgentState.LoggedOut _,
                                    AgentState.Ringing _,
                                    AgentState.Talking _ ->
                                    Optional.empty();
                        });
    }

    /** Takes no contacts from now on. */
    public Change pause(AgentId agent, NotReadyReason reason) {
        return change(
                agent,
                state ->
                        switch (state) {
                            case AgentState.Ready ready -> Optional.of(ready.pause(reason));
                            case AgentState.WrapUp wrapUp -> Optional.of(wrapUp.pause(reason));
                            case AgentState.NotReady notReady ->
                                    Optional.of(notReady.pause(reason));
                            case AgentState.LoggedOut _,
                                    AgentState.Ringing _,
                                    AgentState.Talking _ ->
                                    Optional.empty();
                        });
    }

    /** Goes home; not while the phone rings or a caller is on it. */
    public Change signOut(AgentId agent) {
        return change(
                agent,
                state ->
                        switch (state) {
                            case AgentState.Ready ready -> Optional.of(ready.signOut());
                            case AgentState.WrapUp wrapUp -> Optional.of(wrapUp.signOut());
                            case AgentState.NotReady notReady -> Optional.of(notReady.signOut());
                            case AgentState.LoggedOut same -> Optional.of(same);
                            case AgentState.Ringing _, AgentState.Talking _ -> Optional.empty();
                        });
    }

    /**
     * The desk is there; call it at least three times in {@link RoutingSettings#deskLease}.
     *
     * @return false: the agent is logged out and must sign in again
     */
    public boolean heartbeat(AgentId agent) {
        return db.inTransaction(tx -> presences.renew(tx, agent, server, leaseUntil()));
    }

    /** Empty: no such agent. */
    public Optional<Presence> presence(AgentId agent) {
        return db.inTransaction(tx -> presences.find(tx, agent));
    }

    /**
     * The agent says what the contact was about and what came of it, during the talk or after it;
     * in wrap-up for this contact the agent is ready again.
     *
     * @return false: this agent did not serve this contact, nothing was written
     */
    public boolean complete(AgentId agent, ContactId contact, Topic topic, String disposition) {
        return db.inTransaction(tx -> {
            if (!offers.wasServedBy(tx, contact, agent)) {
                return false;
            }
            var presence = presences.lock(tx, agent).orElseThrow();
            if (presence.state() instanceof AgentState.WrapUp wrapUp
                    && wrapUp.contact().equals(contact)) {
                write(tx, presence, wrapUp.complete());
            }
            contacts.disposed(tx, contact, topic, disposition);
            return true;
        });
    }

    private Change signIn(Tx tx, AgentId agent, StationId station) {
        var presence = presences.lock(tx, agent).orElseThrow();
        if (presences.isTaken(tx, station, agent)) {
            return new Change.StationTaken();
        }
        return switch (presence.state()) {
            case AgentState.LoggedOut loggedOut -> sit(tx, presence, loggedOut.signIn(), station);
            case AgentState.Ready same -> sit(tx, presence, same, station);
            case AgentState.NotReady same -> sit(tx, presence, same, station);
            case AgentState.WrapUp same -> sit(tx, presence, same, station);
            case AgentState.Ringing _, AgentState.Talking _ -> {
                presences.renew(tx, agent, server, leaseUntil());
                yield presence.station().equals(Optional.of(station))
                        ? new Change.Done(presence)
                        : new Change.NotAllowed(presence);
            }
        };
    }

    private Change sit(Tx tx, Presence was, AgentState state, StationId station) {
        var since = was.state().equals(state) ? was.since() : clock.instant();
        var now =
                new Presence(
                        was.agent(), state, Optional.of(station), since, Optional.of(leaseUntil()));
        presences.write(tx, now);
        presences.renew(tx, was.agent(), server, leaseUntil());
        return new Change.Done(now);
    }

    private Change change(
            AgentId agent, Function<AgentState, Optional<? extends AgentState>> transition) {
        return db.inTransaction(tx -> {
            var presence = presences.lock(tx, agent).orElseThrow();
            var next = transition.apply(presence.state());
            return next.isEmpty()
                    ? new Change.NotAllowed(presence)
                    : new Change.Done(write(tx, presence, next.get()));
        });
    }

    /** Any wish is a sign of life; who wishes to stay in a state has been in it since before. */
    private Presence write(Tx tx, Presence presence, AgentState state) {
        if (presence.state().equals(state)) {
            return presence;
        }
        var now = clock.instant();
        var next =
                state instanceof AgentState.LoggedOut loggedOut
                        ? presence.gone(loggedOut, now)
                        : presence.with(state, now).heldUntil(leaseUntil());
        presences.write(tx, next);
        return next;
    }

    private Instant leaseUntil() {
        return clock.instant().plus(settings.deskLease());
    }
}
