package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Presence;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.StationId;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentNotes;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.assignment.Workload;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jooq.exception.IntegrityConstraintViolationException;

/**
 * What agents do at their desks. Each call is one transaction, run anew where another was in the
 * way; states that end by themselves are ended by the router. Becoming ready wakes every server.
 *
 * <p>Safe for any number of threads; every method blocks.
 */
public final class Agents {
    private final Database db;
    private final String server;
    private final RoutingSettings settings;
    private final ContactOutcomes contacts;
    private final InstantSource clock;
    private final AssignmentStore assignments = new AssignmentStore();
    private final AssignmentNotes notes = new AssignmentNotes();
    private final AgentLoads agentLoads = new AgentLoads();
    private final PresenceStore presences = new PresenceStore();
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
            ContactOutcomes contacts,
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
    public CommandOutcome signIn(AgentId agent, String stationName) {
        try {
            return db.inTransactionOrAgain(tx ->
                    agents.station(tx, stationName)
                            .map(station -> signIn(tx, agent, Optional.of(station.id())))
                            .orElseGet(CommandOutcome.NoSuchStation::new));
        } catch (IntegrityConstraintViolationException takenThisMoment) {
            return new CommandOutcome.StationTaken();
        }
    }

    /**
     * As above, at no phone: who writes is served on the page, and calls are others'.
     *
     * @see #needPhones
     */
    public CommandOutcome signIn(AgentId agent) {
        return db.inTransactionOrAgain(tx -> signIn(tx, agent, Optional.empty()));
    }

    /** Whether agents are offered calls at all; else none needs a phone. */
    public boolean needPhones() {
        return settings.rules().capacity().hasCalls();
    }

    /** Takes contacts from now on. */
    public CommandOutcome ready(AgentId agent) {
        return change(
                agent,
                availability ->
                        switch (availability) {
                            case Availability.NotReady notReady -> Optional.of(notReady.ready());
                            case Availability.Ready same -> Optional.of(same);
                            case Availability.LoggedOut _ -> Optional.empty();
                        });
    }

    /**
     * The agent has answered somebody in writing, and so is at the desk. Who let an offer in
     * writing pass meanwhile takes contacts again; who let the phone ring does not: nobody knows
     * whether it can be heard.
     */
    public void writesOn(AgentId agent) {
        db.runInTransactionOrAgain(tx -> {
            if (presences.seen(tx, agent).filter(Agents::isAside).isPresent()
                    && agentLoads.hasLetWriterPass(tx, agent)) {
                var presence = presences.lock(tx, agent).orElseThrow();
                if (isAside(presence)) {
                    write(tx, presence, new Availability.Ready());
                }
            }
        });
    }

    private static boolean isAside(Presence presence) {
        return presence.availability().equals(new Availability.NotReady(NotReadyReason.RONA));
    }

    /** Takes no contacts from now on; what is in hand stays there. */
    public CommandOutcome pause(AgentId agent, NotReadyReason reason) {
        return change(
                agent,
                availability ->
                        switch (availability) {
                            case Availability.Ready ready -> Optional.of(ready.pause(reason));
                            case Availability.NotReady notReady ->
                                    Optional.of(notReady.pause(reason));
                            case Availability.LoggedOut _ -> Optional.empty();
                        });
    }

    /** Goes home; not with a contact in hand. Wrap-up is over then. */
    public CommandOutcome signOut(AgentId agent) {
        return db.inTransactionOrAgain(tx -> {
            var presence = presences.lock(tx, agent).orElseThrow();
            var held = assignments.heldBy(tx, agent);
            if (!held.stream().allMatch(Assignment.WrapUp.class::isInstance)) {
                return new CommandOutcome.NotAllowed();
            }
            held.forEach(each -> complete(tx, each));
            switch (presence.availability()) {
                case Availability.Ready ready -> leave(tx, presence, ready.signOut());
                case Availability.NotReady notReady -> leave(tx, presence, notReady.signOut());
                case Availability.LoggedOut _ -> {}
            }
            return new CommandOutcome.Done();
        });
    }

    private void complete(Tx tx, Assignment assignment) {
        if (assignment instanceof Assignment.WrapUp wrapUp) {
            assignments.write(tx, wrapUp.complete(clock.instant()));
        }
    }

    private void leave(Tx tx, Presence presence, Availability.LoggedOut loggedOut) {
        presences.write(tx, presence.gone(loggedOut, clock.instant()));
    }

    /**
     * The desk is there; call it at least three times in {@link RoutingSettings#deskLease}.
     *
     * @return false: the agent is logged out and must sign in again
     */
    public boolean heartbeat(AgentId agent) {
        return db.inTransaction(tx -> presences.renew(tx, agent, server, leaseUntil()));
    }

    /**
     * A desk that was away for so long that its agent was logged out is there again: the agent sits
     * at the same phone as before, not ready. Who went home by themselves stays so.
     */
    public CommandOutcome resume(AgentId agent) {
        try {
            return db.inTransactionOrAgain(tx -> {
                var presence = presences.lock(tx, agent).orElseThrow();
                return switch (presence.availability()) {
                    case Availability.Ready _, Availability.NotReady _ -> new CommandOutcome.Done();
                    case Availability.LoggedOut out ->
                            presence.isLapsed()
                                    ? resume(tx, presence, out, presence.station())
                                    : new CommandOutcome.NotAllowed();
                };
            });
        } catch (IntegrityConstraintViolationException takenThisMoment) {
            return new CommandOutcome.StationTaken();
        }
    }

    private CommandOutcome resume(
            Tx tx, Presence was, Availability.LoggedOut out, Optional<StationId> station) {
        return isTaken(tx, station, was.agent())
                ? new CommandOutcome.StationTaken()
                : sit(tx, was, out.resume(), station);
    }

    /** The agent's page has the card on the screen: the phone may ring. */
    public void cardShown(AgentId agent, AssignmentId assignment) {
        db.runInTransactionOrAgain(tx -> notes.cardShown(tx, agent, assignment, clock.instant()));
    }

    /** Empty: no such agent. */
    public Optional<Workload> workload(AgentId agent) {
        return db.inTransaction(tx ->
                presences
                        .find(tx, agent)
                        .map(presence ->
                                new Workload(
                                        presence,
                                        assignments.heldBy(tx, agent),
                                        Candidate.freeSince(
                                                presence.since(),
                                                agentLoads
                                                        .lastClosed(tx, List.of(agent))
                                                        .get(agent)))));
    }

    /**
     * The agent says what the contact was about and what came of it; its wrap-up is over, others go
     * on. With that the agent takes the next contact, or has a break, from the same moment on.
     *
     * @param note what the agent wrote for whoever serves the customer next
     * @return false: this agent did not serve this contact, or still does; nothing was written
     */
    public boolean complete(
            AgentId agent,
            AssignmentId assignment,
            Topic topic,
            String disposition,
            Optional<String> note,
            boolean thenReady) {
        return db.inTransactionOrAgain(tx -> {
            var presence = presences.lock(tx, agent).orElseThrow();
            var served =
                    assignments
                            .find(tx, assignment)
                            .filter(found -> found.agent().equals(agent))
                            .filter(Agents::isServed);
            served.ifPresent(found -> {
                complete(tx, found);
                note.ifPresent(text -> notes.note(tx, found.id(), text));
                contacts.disposed(tx, found.contact(), topic, disposition);
                write(tx, presence, afterwards(presence.availability(), thenReady));
            });
            return served.isPresent();
        });
    }

    /**
     * More time for the work after a contact.
     *
     * @return false: there is no such work, or it may not last longer
     */
    public boolean prolong(AgentId agent, AssignmentId assignment) {
        return db.inTransactionOrAgain(tx -> {
            presences.lock(tx, agent);
            var longer =
                    assignments
                            .find(tx, assignment)
                            .filter(found -> found.agent().equals(agent))
                            .filter(Assignment.WrapUp.class::isInstance)
                            .map(Assignment.WrapUp.class::cast)
                            .flatMap(found ->
                                    found.prolonged(
                                            wrapUp(tx, found.id()), settings.longestWrapUp()));
            longer.ifPresent(next -> assignments.write(tx, next));
            return longer.isPresent();
        });
    }

    private Duration wrapUp(Tx tx, AssignmentId assignment) {
        return settings.plans().of(assignments.queue(tx, assignment)).wrapUp();
    }

    /** How long wrap-up of a contact may last in all. */
    public Duration longestWrapUp() {
        return settings.longestWrapUp();
    }

    /**
     * Writes down that the agent is sure who the contact is.
     *
     * @param how a slug
     * @param accepted writes what follows for the contact; false: nothing does, nothing is written
     * @return false: not accepted, or the agent does not talk with it, nor has just done so
     */
    public boolean verified(
            Tx tx,
            AgentId agent,
            AssignmentId assignment,
            String how,
            Predicate<ContactId> accepted) {
        presences.lock(tx, agent);
        var served =
                assignments
                        .find(tx, assignment)
                        .filter(found -> found.agent().equals(agent))
                        .filter(Agents::isWith)
                        .filter(found -> accepted.test(found.contact()));
        served.ifPresent(found -> notes.verified(tx, found.id(), how, clock.instant()));
        return served.isPresent();
    }

    /** The contact that the agent talks with, or has in wrap-up; empty: that is not theirs now. */
    public Optional<ContactId> served(Tx tx, AgentId agent, AssignmentId assignment) {
        return assignments
                .find(tx, assignment)
                .filter(found -> found.agent().equals(agent))
                .filter(Agents::isWith)
                .map(Assignment::contact);
    }

    private static boolean isWith(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Connected _, Assignment.WrapUp _ -> true;
            case Assignment.Offered _, Assignment.Closed _ -> false;
        };
    }

    private static boolean isServed(Assignment assignment) {
        return switch (assignment) {
            case Assignment.WrapUp _ -> true;
            case Assignment.Closed closed -> closed.wasAnswered();
            case Assignment.Offered _, Assignment.Connected _ -> false;
        };
    }

    private static Availability afterwards(Availability now, boolean thenReady) {
        return switch (now) {
            case Availability.NotReady notReady when thenReady -> notReady.ready();
            case Availability.Ready ready when !thenReady -> ready.pause(NotReadyReason.BREAK);
            case Availability.NotReady same -> same;
            case Availability.Ready same -> same;
            case Availability.LoggedOut same -> same;
        };
    }

    /** Any wish is a sign of life; who wishes to stay in a state has been in it since before. */
    private void write(Tx tx, Presence presence, Availability next) {
        var changed = presence.with(next, clock.instant());
        if (!changed.equals(presence)) {
            presences.write(tx, changed.heldUntil(leaseUntil()));
        }
    }

    private boolean isTaken(Tx tx, Optional<StationId> station, AgentId exceptBy) {
        return station.filter(phone -> presences.isTaken(tx, phone, exceptBy)).isPresent();
    }

    private CommandOutcome signIn(Tx tx, AgentId agent, Optional<StationId> station) {
        var presence = presences.lock(tx, agent).orElseThrow();
        if (isTaken(tx, station, agent)) {
            return new CommandOutcome.StationTaken();
        }
        if (isOnCall(tx, agent)) {
            presences.renew(tx, agent, server, leaseUntil());
            return presence.station().equals(station)
                    ? new CommandOutcome.Done()
                    : new CommandOutcome.NotAllowed();
        }
        return switch (presence.availability()) {
            case Availability.LoggedOut loggedOut -> sit(tx, presence, loggedOut.signIn(), station);
            case Availability.Ready same -> sit(tx, presence, same, station);
            case Availability.NotReady same -> sit(tx, presence, same, station);
        };
    }

    private boolean isOnCall(Tx tx, AgentId agent) {
        return Capacity.isOnCall(Assignment.load(assignments.heldBy(tx, agent)));
    }

    private CommandOutcome sit(
            Tx tx, Presence was, Availability availability, Optional<StationId> station) {
        var now = was.with(availability, clock.instant());
        presences.write(
                tx,
                new Presence(
                        was.agent(),
                        availability,
                        station,
                        now.since(),
                        Optional.of(leaseUntil())));
        presences.renew(tx, was.agent(), server, leaseUntil());
        return new CommandOutcome.Done();
    }

    /**
     * Not while a phone rings or a caller is on it: what then becomes of the ring, decides. Any
     * wish is a sign of life; who wishes to stay in a state has been in it since before.
     */
    private CommandOutcome change(
            AgentId agent, Function<Availability, Optional<? extends Availability>> transition) {
        return db.inTransactionOrAgain(tx -> {
            var presence = presences.lock(tx, agent).orElseThrow();
            var next = transition.apply(presence.availability());
            if (next.isEmpty() || isOnCall(tx, agent)) {
                return new CommandOutcome.NotAllowed();
            }
            write(tx, presence, next.get());
            return new CommandOutcome.Done();
        });
    }

    private Instant leaseUntil() {
        return clock.instant().plus(settings.deskLease());
    }
}
