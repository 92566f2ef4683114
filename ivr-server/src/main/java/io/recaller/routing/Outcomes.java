package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Unreached;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.Assignment.Closed;
import io.recaller.routing.assignment.Assignment.Connected;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Outcome;
import io.recaller.routing.assignment.Assignment.WrapUp;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies to the rows how rings went. Whatever is applied twice, late, or out of order leaves them
 * as once and in order would.
 *
 * <p>Locks are taken in one order: the contact's place in the queue, then the agent.
 */
final class Outcomes {
    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final Queue queue;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final ContactOutcomes contacts;
    private final Callbacks callbacks;
    private final CallbackCalls calls;
    private final Handovers handovers;
    private final RoutingSettings settings;
    private final InstantSource clock;

    Outcomes(
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
        this.presences = presences;
        this.assignments = assignments;
        this.contacts = contacts;
        this.callbacks = callbacks;
        this.calls = calls;
        this.handovers = handovers;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the telephone reports; an unknown assignment is only logged. */
    Aftermath report(Tx tx, AssignmentId id, RingOutcome outcome) {
        var after = new Aftermath();
        var found = locked(tx, id);
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
        return !(assignment instanceof Offered) && message(tx, assignment.contact()).isPresent();
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
                    answeredLate(tx, closed, after);
                }
            }
            case ENDED -> endedLate(tx, closed, after);
            case NO_ANSWER, REFUSED, UNREACHABLE, FAILED, CALLER_GONE -> {}
        }
    }

    private void beforeAnswer(Tx tx, Offered offered, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED, TAKEN -> answered(tx, offered.connect(clock.instant()), after);
            case NO_ANSWER -> missed(tx, offered, Outcome.NO_ANSWER, NotReadyReason.RONA, after);
            case REFUSED -> missed(tx, offered, Outcome.REJECTED, NotReadyReason.REFUSED, after);
            case UNREACHABLE ->
                    missed(tx, offered, Outcome.REJECTED, NotReadyReason.UNREACHABLE, after);
            case FAILED -> putBack(tx, offered, Outcome.FAILED, after);
            case CALLER_GONE -> callerGone(tx, offered, after);
            case ENDED -> ended(tx, offered, after);
        }
    }

    /**
     * The answer is told before the bridge is made: the leg may be over without a talk, and before
     * a message was played.
     */
    private void afterAnswer(Tx tx, Connected connected, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED, TAKEN -> {}
            case NO_ANSWER, CALLER_GONE, ENDED -> hungUp(tx, connected, after);
            case REFUSED, UNREACHABLE, FAILED -> {
                wrapUp(tx, connected, after);
                if (!handovers.isConsultation(tx, connected.id())) {
                    queue.requeue(tx, connected.contact());
                }
            }
        }
    }

    /** The other phone's agent, if one sits there, has the contact from now on. */
    Aftermath passedOn(Tx tx, AssignmentId talk, AssignmentId leg, String endpoint) {
        locked(tx, talk).ifPresent(was -> handovers.passedOn(tx, was, leg, endpoint));
        return new Aftermath();
    }

    /** The phone could not be made to ring: neither the agent nor the contact is to blame. */
    Aftermath failed(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        if (locked(tx, id).orElseThrow() instanceof Offered offered) {
            putBack(tx, offered, Outcome.FAILED, after);
            handovers.heard(tx, id, RingOutcome.FAILED);
        }
        return after;
    }

    /** The agent answered; whoever waits without a line is being called. */
    Aftermath calling(Tx tx, AssignmentId id) {
        if (locked(tx, id).orElse(null) instanceof Offered offered) {
            callbacks.attempted(tx, offered.contact(), id.value(), clock.instant());
        }
        return new Aftermath();
    }

    /** Who left the message talks with the agent from now on. */
    Aftermath reached(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        if (locked(tx, id).orElse(null) instanceof Connected connected) {
            message(tx, connected.contact())
                    .ifPresent(entry -> isOnTheLine(tx, entry, connected.contact()));
            after.refresh(connected.agent());
        }
        return after;
    }

    private Optional<Address.Voicemail> message(Tx tx, ContactId contact) {
        return queue.latest(tx, contact)
                .map(WaitingContact::address)
                .filter(Address.Voicemail.class::isInstance)
                .map(Address.Voicemail.class::cast);
    }

    private void isOnTheLine(Tx tx, Address.Nowhere from, ContactId contact) {
        calls.reachedAt(tx, contact, new Address.Call(from.system().orElse(""), "", ""));
    }

    /** The agent is free again; the place is kept for another attempt, if there is one left. */
    Aftermath notReached(Tx tx, AssignmentId id, Unreached why) {
        var after = new Aftermath();
        var found = locked(tx, id).orElse(null);
        if (found instanceof Connected connected) {
            hungUp(tx, connected, after);
        } else if (found instanceof Offered offered) {
            var now = clock.instant();
            callbacks.attempted(tx, offered.contact(), id.value(), now);
            callbacks.unreached(tx, offered.contact(), why, now);
            putBack(tx, offered, Outcome.NOT_REACHED, after);
            if (callbacks.isSpent(tx, offered.contact())) {
                close(tx, offered.contact(), new Ended.NotReached(why));
            }
        }
        return after;
    }

    /** Nobody is called back for the contact any more; one that is just being tried goes on. */
    Aftermath endCallback(Tx tx, ContactId contact, Ended how) {
        queue.lock(tx, contact);
        var isTried = queue.isRinging(tx, contact);
        if (callbacks.find(tx, contact).isPresent()
                && !(isTried && how instanceof Ended.NotReached)) {
            close(tx, contact, how);
        }
        return new Aftermath();
    }

    private void close(Tx tx, ContactId contact, Ended how) {
        var now = clock.instant();
        queue.leave(tx, contact, how.result(), now);
        callbacks.close(tx, contact, how, now);
        calls.over(tx, contact, how, now);
    }

    /** Its server may be dead. Nothing happens when the lease was prolonged or it was closed. */
    Aftermath expire(Tx tx, AssignmentId id) {
        var after = new Aftermath();
        if (locked(tx, id).orElseThrow() instanceof Offered offered
                && !offered.leaseUntil().isAfter(clock.instant())) {
            after.cancel(id);
            if (isWritten(tx, offered)) {
                missed(tx, offered, Outcome.NO_ANSWER, NotReadyReason.RONA, after);
            } else {
                putBack(tx, offered, Outcome.EXPIRED, after);
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

    /** Wrap-up ends by itself. Nothing happens when it was completed before. */
    Aftermath wrappedUp(Tx tx, AssignmentId id) {
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

    /** The assignment once its contact's place and its agent are locked, and so until the end. */
    private Optional<Assignment> locked(Tx tx, AssignmentId id) {
        return assignments
                .find(tx, id)
                .flatMap(seen -> {
                    queue.lock(tx, seen.contact());
                    presences.lock(tx, seen.agent());
                    return assignments.find(tx, id);
                });
    }

    private void answered(Tx tx, Connected connected, Aftermath after) {
        hasAnswered(tx, connected, after);
        if (!handovers.isConsultation(tx, connected.id())) {
            serves(tx, connected, after);
        }
    }

    private void hasAnswered(Tx tx, Connected connected, Aftermath after) {
        assignments.write(tx, connected);
        after.cameTo(connected.id(), Outcome.ANSWERED);
        after.refresh(connected.agent());
    }

    private void serves(Tx tx, Connected connected, Aftermath after) {
        var now = clock.instant();
        queue.answered(tx, connected.contact(), now)
                .ifPresent(entry -> {
                    after.waited(entry.wish().queue(), Duration.between(entry.enteredAt(), now));
                    calledBack(tx, entry, now);
                });
        contacts.servedBy(tx, connected.contact(), connected.agent());
    }

    /** From now on the contact is a call like others, on the channel of who was called. */
    private void calledBack(Tx tx, WaitingContact entry, Instant now) {
        if (entry.address() instanceof Address.Callback back) {
            isOnTheLine(tx, back, entry.contact());
            callbacks.talked(tx, entry.contact(), now);
        }
    }

    /** The two do talk: whoever else was offered either of them meanwhile must give way. */
    private void answeredLate(Tx tx, Closed closed, Aftermath after) {
        log.atWarn().addKeyValue("assignmentId", closed.id()).log("answer heard of late");
        queue.withdraw(tx, closed.contact(), clock.instant())
                .ifPresent(other -> after.cancel(other.id()));
        for (var other : assignments.heldBy(tx, closed.agent())) {
            if (other instanceof Offered offered && offered.channel() == closed.channel()) {
                queue.lock(tx, offered.contact());
                queue.stillOffered(tx, offered)
                        .ifPresent(open -> {
                            after.cancel(open.id());
                            putBack(tx, open, Outcome.FAILED, after);
                        });
            }
        }
        disprove(tx, closed.agent());
        answered(tx, closed.foundConnected(clock.instant()), after);
    }

    /**
     * The two have talked, and no server heard of it in time: nobody else is to be rung for the
     * contact. The agent's hands may be full again, and somebody else may serve the contact by now.
     */
    private void endedLate(Tx tx, Closed closed, Aftermath after) {
        log.atWarn().addKeyValue("assignmentId", closed.id()).log("talk heard of once it was over");
        if (!handovers.isConsultation(tx, closed.id())) {
            queue.withdraw(tx, closed.contact(), clock.instant())
                    .ifPresent(other -> {
                        after.cancel(other.id());
                        after.cameTo(other.id(), Outcome.CALLER_GONE);
                        after.refresh(other.agent());
                    });
        }
        disprove(tx, closed.agent());
        var isBusy = !assignments.heldBy(tx, closed.agent()).isEmpty();
        var connected = closed.foundConnected(clock.instant());
        if (assignments.wasTakenSince(tx, closed)) {
            hasAnswered(tx, connected, after);
        } else {
            answered(tx, connected, after);
        }
        hungUp(tx, connected, after);
        if (isBusy && assignments.find(tx, closed.id()).orElseThrow() instanceof WrapUp wrapUp) {
            assignments.write(tx, wrapUp.complete(clock.instant()));
        }
    }

    /** Whoever talks was not away: what we believed of the agent was wrong, a break stays one. */
    private void disprove(Tx tx, AgentId agent) {
        var presence = presences.lock(tx, agent).orElseThrow();
        if (presence.availability() instanceof Availability.NotReady notReady
                && notReady.reason().isBelieved()) {
            presences.write(tx, presence.with(notReady.ready(), clock.instant()));
        }
    }

    private void missed(
            Tx tx, Offered offered, Outcome outcome, NotReadyReason reason, Aftermath after) {
        var presence = presences.lock(tx, offered.agent()).orElseThrow();
        if (presence.availability() instanceof Availability.Ready ready) {
            presences.write(tx, presence.with(ready.pause(reason), clock.instant()));
        }
        putBack(tx, offered, outcome, after);
    }

    /**
     * How the contact ended is told by its own line: the agent's knows only that it is gone. Whose
     * message was kept meanwhile waits on.
     */
    private void callerGone(Tx tx, Offered offered, Aftermath after) {
        if (queue.waitsWithoutLine(tx, offered.contact())
                || calls.goesOn(tx, offered.contact(), clock.instant())) {
            putBack(tx, offered, Outcome.CALLER_GONE, after);
            return;
        }
        close(tx, offered, Outcome.CALLER_GONE, after);
        queue.leave(tx, offered.contact(), clock.instant());
    }

    /** An end implies an answer, even when the answer was not heard of. */
    private void ended(Tx tx, Offered offered, Aftermath after) {
        var connected = offered.connect(clock.instant());
        answered(tx, connected, after);
        hungUp(tx, connected, after);
    }

    private void hungUp(Tx tx, Connected connected, Aftermath after) {
        wrapUp(tx, connected, after);
        if (message(tx, connected.contact()).isPresent()) {
            calls.heard(tx, connected.contact(), clock.instant());
        }
    }

    private void wrapUp(Tx tx, Connected connected, Aftermath after) {
        var now = clock.instant();
        var wrapUp = settings.plans().of(assignments.queue(tx, connected.id())).wrapUp();
        assignments.write(tx, connected.wrapUp(now, now.plus(wrapUp)));
        after.refresh(connected.agent());
    }

    /** The offer came to nothing; the contact waits on with place and age. */
    private void putBack(Tx tx, Offered offered, Outcome outcome, Aftermath after) {
        close(tx, offered, outcome, after);
        queue.putBack(tx, offered.contact());
    }

    private void close(Tx tx, Offered offered, Outcome outcome, Aftermath after) {
        assignments.write(tx, offered.close(outcome, clock.instant()));
        after.cameTo(offered.id(), outcome);
        after.refresh(offered.agent());
    }
}
