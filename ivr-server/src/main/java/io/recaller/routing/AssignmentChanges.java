package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.Assignment.Closed;
import io.recaller.routing.assignment.Assignment.Connected;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Outcome;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.CallbackCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of an assignment, and with it of its contact's place, its agent and what is told of
 * both afterwards. Whoever changes one has it {@link #locked}.
 */
final class AssignmentChanges {
    private final Queue queue;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final ContactOutcomes contacts;
    private final Callbacks callbacks;
    private final CallbackCalls calls;
    private final Handovers handovers;
    private final RoutingSettings settings;
    private final InstantSource clock;

    AssignmentChanges(
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

    /** The assignment once its contact's place and its agent are locked, and so until the end. */
    Optional<Assignment> locked(Tx tx, AssignmentId id) {
        return locked(tx, id, _ -> Set.of());
    }

    /**
     * As above.
     *
     * @param also other agents whom that concerns, locked among the others
     */
    Optional<Assignment> locked(
            Tx tx, AssignmentId id, Function<Assignment, Collection<AgentId>> also) {
        return assignments
                .find(tx, id)
                .flatMap(seen -> {
                    lock(tx, List.of(seen), also.apply(seen), Set.of());
                    return assignments.find(tx, id);
                });
    }

    /** All that may change with any of them: all places, then all agents, each in one order. */
    void lock(Tx tx, Collection<AssignmentId> ids) {
        var seen = assignments.find(tx, ids);
        var unknown = new HashSet<>(ids);
        seen.forEach(each -> unknown.remove(each.id()));
        lock(tx, seen, Set.of(), unknown.isEmpty() ? Set.of() : handovers.contacts(tx, unknown));
    }

    private void lock(
            Tx tx,
            Collection<Assignment> seen,
            Collection<AgentId> also,
            Collection<ContactId> others) {
        var contacts = new HashSet<>(others);
        var agents = new HashSet<>(also);
        for (var each : seen) {
            contacts.add(each.contact());
            agents.add(each.agent());
        }
        contacts.addAll(mayGiveWay(tx, seen));
        if (!contacts.isEmpty()) {
            queue.hold(tx, contacts, agents);
        }
    }

    /** Whom agents are offered now who may turn out to talk with somebody else. */
    private Set<ContactId> mayGiveWay(Tx tx, Collection<Assignment> seen) {
        var agents =
                seen.stream()
                        .filter(each -> each instanceof Closed over && !over.wasAnswered())
                        .map(Assignment::agent)
                        .collect(Collectors.toSet());
        return agents.isEmpty() ? Set.of() : assignments.offeredTo(tx, agents);
    }

    void answered(Tx tx, Connected connected, Aftermath after) {
        hasAnswered(tx, connected, after);
        if (!handovers.isConsultation(tx, connected.id())) {
            serves(tx, connected, after);
        }
    }

    void hasAnswered(Tx tx, Connected connected, Aftermath after) {
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

    void missed(Tx tx, Offered offered, Outcome outcome, NotReadyReason reason, Aftermath after) {
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
    void callerGone(Tx tx, Offered offered, Aftermath after) {
        if (queue.waitsWithoutLine(tx, offered.contact())
                || calls.goesOn(tx, offered.contact(), clock.instant())) {
            putBack(tx, offered, Outcome.CALLER_GONE, after);
            return;
        }
        close(tx, offered, Outcome.CALLER_GONE, after);
        queue.leave(tx, offered.contact(), clock.instant());
    }

    /** An end implies an answer, even when the answer was not heard of. */
    void ended(Tx tx, Offered offered, Aftermath after) {
        var connected = offered.connect(clock.instant());
        answered(tx, connected, after);
        hungUp(tx, connected, after);
    }

    void hungUp(Tx tx, Connected connected, Aftermath after) {
        wrapUp(tx, connected, after);
        if (message(tx, connected.contact()).isPresent()) {
            calls.heard(tx, connected.contact(), clock.instant());
        }
    }

    void wrapUp(Tx tx, Connected connected, Aftermath after) {
        var now = clock.instant();
        var wrapUp = settings.plans().of(assignments.queue(tx, connected.id())).wrapUp();
        assignments.write(tx, connected.wrapUp(now, now.plus(wrapUp)));
        after.refresh(connected.agent());
    }

    /** The offer came to nothing; the contact waits on with place and age. */
    void putBack(Tx tx, Offered offered, Outcome outcome, Aftermath after) {
        close(tx, offered, outcome, after);
        queue.putBack(tx, offered.contact());
    }

    Optional<Address.Voicemail> message(Tx tx, ContactId contact) {
        return queue.latest(tx, contact)
                .map(WaitingContact::address)
                .filter(Address.Voicemail.class::isInstance)
                .map(Address.Voicemail.class::cast);
    }

    void isOnTheLine(Tx tx, Address.Nowhere from, ContactId contact) {
        calls.reachedAt(tx, contact, new Address.Call(from.system().orElse(""), "", ""));
    }

    private void close(Tx tx, Offered offered, Outcome outcome, Aftermath after) {
        assignments.write(tx, offered.close(outcome, clock.instant()));
        after.cameTo(offered.id(), outcome);
        after.refresh(offered.agent());
    }
}
