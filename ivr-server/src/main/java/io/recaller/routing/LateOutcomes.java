package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.PresenceStore;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment.Closed;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Outcome;
import io.recaller.routing.assignment.Assignment.WrapUp;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.queue.Queue;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is heard of a ring once it was believed to be over: the two talk, or have talked. What was
 * done since in that belief is taken back.
 */
final class LateOutcomes {
    private static final Logger log = LoggerFactory.getLogger(LateOutcomes.class);

    private final Queue queue;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final Handovers handovers;
    private final AssignmentChanges changes;
    private final InstantSource clock;

    LateOutcomes(
            Queue queue,
            PresenceStore presences,
            AssignmentStore assignments,
            Handovers handovers,
            AssignmentChanges changes,
            InstantSource clock) {
        this.queue = queue;
        this.presences = presences;
        this.assignments = assignments;
        this.handovers = handovers;
        this.changes = changes;
        this.clock = clock;
    }

    /** The two do talk: whoever else was offered either of them meanwhile must give way. */
    void answered(Tx tx, Closed closed, Aftermath after) {
        log.atWarn().addKeyValue("assignmentId", closed.id()).log("answer heard of late");
        queue.withdraw(tx, closed.contact(), clock.instant())
                .ifPresent(other -> after.cancel(other.id()));
        for (var other : assignments.heldBy(tx, closed.agent())) {
            if (other instanceof Offered offered && offered.channel() == closed.channel()) {
                // Locked already, unless it was offered in this very moment.
                queue.lockAtOnce(tx, offered.contact());
                queue.stillOffered(tx, offered)
                        .ifPresent(open -> {
                            after.cancel(open.id());
                            changes.putBack(tx, open, Outcome.FAILED, after);
                        });
            }
        }
        disprove(tx, closed.agent());
        changes.answered(tx, closed.foundConnected(clock.instant()), after);
    }

    /**
     * The two have talked, and no server heard of it in time: nobody else is to be rung for the
     * contact. The agent's hands may be full again, and somebody else may serve the contact by now.
     */
    void ended(Tx tx, Closed closed, Aftermath after) {
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
            changes.hasAnswered(tx, connected, after);
        } else {
            changes.answered(tx, connected, after);
        }
        changes.hungUp(tx, connected, after);
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
}
