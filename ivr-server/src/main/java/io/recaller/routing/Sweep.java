package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Presence;
import io.recaller.agent.PresenceStore;
import io.recaller.callback.Callbacks;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment.WrapUp;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends what nobody holds any more: offers of dead servers, silent desks, wrap-ups that are over.
 */
final class Sweep {
    /** Longer than any reload, any tunnel, any lunch at which the page stays open. */
    private static final Duration GONE_FOR_GOOD = Duration.ofMinutes(10);

    private final Database db;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final DueAssignments dueAssignments = new DueAssignments();
    private final Stranded stranded = new Stranded();
    private final RingOutcomes outcomes;
    private final Callbacks callbacks;
    private final RoutingSettings settings;
    private final InstantSource clock;

    // Of the router's thread only.
    private Instant watchingSince;
    private long ranAt = System.nanoTime();

    Sweep(
            Database db,
            PresenceStore presences,
            AssignmentStore assignments,
            RingOutcomes outcomes,
            Callbacks callbacks,
            RoutingSettings settings,
            InstantSource clock) {
        this.db = db;
        this.presences = presences;
        this.assignments = assignments;
        this.outcomes = outcomes;
        this.callbacks = callbacks;
        this.settings = settings;
        this.clock = clock;
        this.watchingSince = clock.instant();
    }

    /** What may be over, by the rows. */
    private record Due(
            List<AssignmentId> ringing,
            List<AssignmentId> talking,
            Map<ContactId, Ended> callbacks,
            List<AssignmentId> wrapUps,
            List<AssignmentId> unread,
            List<AgentId> silent) {}

    /**
     * One transaction each, so that one that fails holds up no other server for long. An offer is
     * ended only by who can see whether its phone rings or its agent talks by now; a talk goes on
     * without a desk.
     */
    void run(Optional<Reach> reach, Consumer<Aftermath> then) {
        noticeAbsence();
        var due = db.inTransaction(tx -> due(tx, reach, clock.instant()));
        for (var ringing : due.ringing()) {
            then.accept(db.inTransactionOrAgain(tx -> outcomes.expire(tx, ringing)));
        }
        for (var talking : due.talking()) {
            then.accept(
                    db.inTransactionOrAgain(tx -> outcomes.report(tx, talking, RingOutcome.ENDED)));
        }
        due.callbacks()
                .forEach((contact, how) ->
                        then.accept(
                                db.inTransactionOrAgain(tx ->
                                        outcomes.ofCallbacks().endCallback(tx, contact, how))));
        for (var over : due.wrapUps()) {
            then.accept(db.inTransactionOrAgain(tx -> wrappedUp(tx, over)));
        }
        for (var unread : due.unread()) {
            then.accept(
                    db.inTransactionOrAgain(tx -> outcomes.report(tx, unread, RingOutcome.FAILED)));
        }
        for (var agent : due.silent()) {
            then.accept(db.inTransactionOrAgain(tx -> setAside(tx, agent)));
        }
        ranAt = System.nanoTime();
    }

    /** Phones ring while this is read: it is one transaction. */
    private Due due(Tx tx, Optional<Reach> reach, Instant now) {
        var ringing = new ArrayList<>(stranded.ringing(tx, now));
        reach.ifPresent(within -> ringing.addAll(dueAssignments.expired(tx, within, now)));
        return new Due(
                ringing,
                stranded.talking(tx, now),
                callbacks.over(tx, now),
                dueAssignments.wrappedUp(tx, now),
                unread(tx, now),
                desksHadTheirChance() ? presences.silent(tx, now) : List.of());
    }

    /**
     * Nobody hears whom an agent writes with whose page is gone for good: they wait again, with
     * their age. A call goes on without a page.
     */
    private List<AssignmentId> unread(Tx tx, Instant now) {
        return now.isBefore(watchingSince.plus(GONE_FOR_GOOD))
                ? List.of()
                : presences.silent(tx, now.minus(GONE_FOR_GOOD)).stream()
                        .flatMap(agent -> dueAssignments.writtenTalks(tx, agent).stream())
                        .toList();
    }

    /** While the server or its database was away no desk could give a sign of life. */
    private void noticeAbsence() {
        var gap = Duration.ofNanos(System.nanoTime() - ranAt);
        if (gap.compareTo(settings.deskLease().dividedBy(2)) > 0) {
            watchingSince = clock.instant();
        }
    }

    /** Whoever was ready before an outage is so after it, if the page comes back in time. */
    private boolean desksHadTheirChance() {
        return !clock.instant().isBefore(watchingSince.plus(settings.deskLease()));
    }

    /** Wrap-up ends by itself. Nothing happens when it was completed before. */
    private Aftermath wrappedUp(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        var agent = assignments.find(tx, id).orElseThrow().agent();
        presences.lock(tx, agent);
        if (assignments.find(tx, id).orElseThrow() instanceof WrapUp wrapUp
                && !wrapUp.until().isAfter(clock.instant())) {
            assignments.write(tx, wrapUp.complete(clock.instant()));
            after.refresh(agent);
        }
        return after;
    }

    private Aftermath setAside(Tx tx, AgentId agent) {
        var after = new Aftermath();
        var presence = presences.lock(tx, agent).orElseThrow();
        var isFree = assignments.heldBy(tx, agent).isEmpty();
        if (isFree && !presence.isHeldAt(clock.instant())) {
            presences.write(tx, setAside(presence));
            after.refresh(agent);
        }
        return after;
    }

    /**
     * A desk has one lease's time to come back as not ready, then the agent is logged out and
     * nobody counts on the phone; a desk that comes back later still sits down there again.
     */
    private Presence setAside(Presence presence) {
        var now = clock.instant();
        return switch (presence.availability()) {
            case Availability.Ready ready ->
                    presence.with(ready.pause(NotReadyReason.DISCONNECTED), now)
                            .heldUntil(now.plus(settings.deskLease()));
            case Availability.NotReady notReady -> presence.lapsed(notReady.signOut(), now);
            case Availability.LoggedOut _ -> presence;
        };
    }
}
