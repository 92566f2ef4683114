package io.recaller.routing;

import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.Assignment.Closed;
import io.recaller.routing.assignment.Assignment.Connected;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Outcome;
import io.recaller.routing.assignment.Assignment.WrapUp;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.routing.ring.RingOutcome;
import java.time.InstantSource;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies to the rows how rings went. Whatever is applied twice, late, or out of order leaves them
 * as once and in order would.
 *
 * <p>Locks are taken in one order: the places in the queue of all contacts, then all agents.
 * Whoever does so for several in one transaction {@linkplain #hold holds} all of them first.
 */
final class RingOutcomes {
    private static final Logger log = LoggerFactory.getLogger(RingOutcomes.class);

    private final Queue queue;
    private final Handovers handovers;
    private final AssignmentChanges changes;
    private final LateOutcomes late;
    private final CallbackOutcomes callbacks;
    private final InstantSource clock;

    RingOutcomes(
            Queue queue,
            PresenceStore presences,
            AssignmentStore assignments,
            ContactOutcomes contacts,
            Callbacks callbacks,
            CallbackCalls calls,
            Handovers handovers,
            RoutingSettings settings,
            InstantSource clock) {
        this.queue = queue;
        this.handovers = handovers;
        this.changes =
                new AssignmentChanges(
                        queue,
                        presences,
                        assignments,
                        contacts,
                        callbacks,
                        calls,
                        handovers,
                        settings,
                        clock);
        this.late = new LateOutcomes(queue, presences, assignments, handovers, changes, clock);
        this.callbacks = new CallbackOutcomes(queue, callbacks, calls, changes, clock);
        this.clock = clock;
    }

    /** Of customers who are called back. */
    CallbackOutcomes ofCallbacks() {
        return callbacks;
    }

    /**
     * Nobody else changes what these are about until the end. One after the other, each would be
     * waited for with the agents of those before in hand, by whom a caller who hangs up just then
     * is waited for: they would wait for each other.
     */
    void hold(Tx tx, Collection<AssignmentId> those) {
        changes.lock(tx, those);
    }

    /** What the telephone reports; an unknown assignment is only logged. */
    Aftermath report(Tx tx, AssignmentId id, RingOutcome outcome) {
        var after = new Aftermath();
        var found = changes.locked(tx, id);
        if (outcome == RingOutcome.FAILED
                && found.filter(each -> hasAnsweredForMessage(tx, each)).isEmpty()) {
            after.rest();
        }
        found.ifPresentOrElse(
                assignment -> {
                    apply(tx, assignment, outcome, after);
                    handovers.heard(tx, id, outcome);
                },
                () -> outside(tx, id, outcome));
        return after;
    }

    /** Whoever hangs up before it was played: no telephone is at fault, no other has to wait. */
    private boolean hasAnsweredForMessage(Tx tx, Assignment assignment) {
        return !(assignment instanceof Offered)
                && changes.message(tx, assignment.contact()).isPresent();
    }

    /** A leg that is no agent's. */
    private void outside(Tx tx, AssignmentId id, RingOutcome outcome) {
        if (!handovers.heard(tx, id, outcome)) {
            log.atInfo().addKeyValue("assignmentId", id).log("outcome of an unknown ring ignored");
        }
    }

    private void apply(Tx tx, Assignment assignment, RingOutcome outcome, Aftermath after) {
        switch (assignment) {
            case Offered offered -> beforeAnswer(tx, offered, outcome, after);
            case Connected connected -> afterAnswer(tx, connected, outcome, after);
            case WrapUp _ -> {}
            case Closed closed -> {
                if (!closed.wasAnswered()) {
                    afterUnanswered(tx, closed, outcome, after);
                }
            }
        }
    }

    /**
     * What was believed to have come to nothing had not: the two talk. On a page an offer that is
     * over is over, and somebody else may have it.
     */
    private void afterUnanswered(Tx tx, Closed closed, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED, TAKEN -> {
                if (isWritten(tx, closed)) {
                    after.refresh(closed.agent());
                } else {
                    late.answered(tx, closed, after);
                }
            }
            case ENDED -> late.ended(tx, closed, after);
            case NO_ANSWER, REFUSED, UNREACHABLE, FAILED, CALLER_GONE -> {}
        }
    }

    private void beforeAnswer(Tx tx, Offered offered, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED, TAKEN -> changes.answered(tx, offered.connect(clock.instant()), after);
            case NO_ANSWER ->
                    changes.missed(tx, offered, Outcome.NO_ANSWER, NotReadyReason.RONA, after);
            case REFUSED ->
                    changes.missed(tx, offered, Outcome.REJECTED, NotReadyReason.REFUSED, after);
            case UNREACHABLE ->
                    changes.missed(
                            tx, offered, Outcome.REJECTED, NotReadyReason.UNREACHABLE, after);
            case FAILED -> changes.putBack(tx, offered, Outcome.FAILED, after);
            case CALLER_GONE -> changes.callerGone(tx, offered, after);
            case ENDED -> changes.ended(tx, offered, after);
        }
    }

    /**
     * The answer is told before the bridge is made: the leg may be over without a talk, and before
     * a message was played.
     */
    private void afterAnswer(Tx tx, Connected connected, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED, TAKEN -> {}
            case NO_ANSWER, CALLER_GONE, ENDED -> changes.hungUp(tx, connected, after);
            case REFUSED, UNREACHABLE, FAILED -> {
                changes.wrapUp(tx, connected, after);
                if (!handovers.isConsultation(tx, connected.id())) {
                    queue.requeue(tx, connected.contact());
                }
            }
        }
    }

    /** The other phone's agent, if one sits there, has the contact from now on. */
    Aftermath passedOn(Tx tx, AssignmentId talk, AssignmentId leg, String endpoint) {
        changes.locked(tx, talk, was -> handovers.at(tx, was, endpoint))
                .ifPresent(was -> handovers.passedOn(tx, was, leg, endpoint));
        return new Aftermath();
    }

    /** The phone could not be made to ring: neither the agent nor the contact is to blame. */
    Aftermath failed(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        if (changes.locked(tx, id).orElseThrow() instanceof Offered offered) {
            changes.putBack(tx, offered, Outcome.FAILED, after);
            handovers.heard(tx, id, RingOutcome.FAILED);
        }
        return after;
    }

    /** Its server may be dead. Nothing happens when the lease was prolonged or it was closed. */
    Aftermath expire(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        if (changes.locked(tx, id).orElseThrow() instanceof Offered offered
                && !offered.leaseUntil().isAfter(clock.instant())) {
            after.cancel(id);
            if (isWritten(tx, offered)) {
                changes.missed(tx, offered, Outcome.NO_ANSWER, NotReadyReason.RONA, after);
            } else {
                changes.putBack(tx, offered, Outcome.EXPIRED, after);
            }
            handovers.heard(tx, id, RingOutcome.NO_ANSWER);
        }
        return after;
    }

    /** Whose offer no telephone ends: it was the agent who did not take it. */
    private boolean isWritten(Tx tx, Assignment of) {
        return queue.latest(tx, of.contact())
                .filter(entry -> entry.address() instanceof Address.Thread)
                .isPresent();
    }
}
