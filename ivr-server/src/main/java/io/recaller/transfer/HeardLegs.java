package io.recaller.transfer;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Tx;
import io.recaller.routing.Handovers;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.transfer.Transfer.Event;
import io.recaller.transfer.Transfer.Other;
import io.recaller.transfer.Transfer.Parties;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What is heard of the legs of transfers, which the router hears first. Any thread; blocking. */
final class HeardLegs implements Handovers {
    private final Talks talks;
    private final Destinations destinations;
    private final ContactStore contacts;
    private final TransferSteps steps;
    private final TransferRows rows;
    private final InstantSource clock;

    HeardLegs(
            Talks talks,
            Destinations destinations,
            ContactStore contacts,
            TransferSteps steps,
            TransferRows rows,
            InstantSource clock) {
        this.talks = talks;
        this.destinations = destinations;
        this.contacts = contacts;
        this.steps = steps;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Set<AgentId> at(Tx tx, Assignment was, String endpoint) {
        return talks.at(tx, was.contact(), endpoint).map(Set::of).orElse(Set.of());
    }

    @Override
    public Set<ContactId> contacts(Tx tx, Collection<AssignmentId> legs) {
        return rows.contacts(tx, legs);
    }

    @Override
    public boolean isConsultation(Tx tx, AssignmentId leg) {
        return rows.ofLeg(tx, leg).map(TransferRows.Row::state).stream()
                .anyMatch(state ->
                        !(state instanceof Transfer.Completing)
                                && !(state instanceof Transfer.Closed closed
                                        && closed.outcome() == Transfer.Outcome.COMPLETED));
    }

    @Override
    public boolean heard(Tx tx, AssignmentId leg, RingOutcome outcome) {
        var talk = rows.open(tx, leg).map(TransferRows.Row::state);
        if (talk.isPresent()) {
            ofTalk(outcome).ifPresent(told -> heard(tx, talk.get(), told));
            return true;
        }
        var other = rows.ofLeg(tx, leg).map(TransferRows.Row::state);
        other.ifPresent(state -> {
            talks.lock(tx, state.contact());
            rows.find(tx, state.parties().id())
                    .ifPresent(row -> heard(tx, row.state(), ofOther(outcome)));
        });
        return other.isPresent();
    }

    @Override
    public void passedOn(Tx tx, Assignment was, AssignmentId leg, String endpoint) {
        if (contacts.endReason(tx, was.contact()).isPresent()
                || rows.open(tx, was.id()).isPresent()) {
            return;
        }
        var why = "passed on at the phone by " + destinations.name(tx, was.agent());
        talks.found(tx, leg, was.contact(), endpoint, why, now())
                .ifPresent(agent -> passedOn(tx, was, new Other(new Target.ToAgent(agent), leg)));
    }

    private void passedOn(Tx tx, Assignment was, Other to) {
        var parties = new Parties(TransferId.next(), was.contact(), was.id(), was.agent(), "");
        var over = new Transfer.Closed(parties, now(), Optional.of(to), Transfer.Outcome.COMPLETED);
        rows.insert(tx, over, Optional.empty(), now());
        rows.passedOn(tx, over);
        steps.count(tx, over, over);
        steps.served(tx, over, to.target());
    }

    private static Optional<Event> ofTalk(RingOutcome outcome) {
        return switch (outcome) {
            case BRIDGED -> Optional.empty();
            case TAKEN -> Optional.of(Event.AGENT_TOOK);
            case NO_ANSWER, REFUSED, UNREACHABLE, FAILED, CALLER_GONE, ENDED ->
                    Optional.of(Event.AGENT_LEFT);
        };
    }

    private static Event ofOther(RingOutcome outcome) {
        return switch (outcome) {
            case BRIDGED -> Event.ANSWERED;
            case TAKEN -> Event.OTHER_TOOK;
            case NO_ANSWER -> Event.NO_ANSWER;
            case REFUSED -> Event.REFUSED;
            case UNREACHABLE -> Event.UNREACHABLE;
            case FAILED, CALLER_GONE -> Event.NOT_RUNG;
            case ENDED -> Event.OTHER_LEFT;
        };
    }

    /** The contact's place is locked. */
    void heard(Tx tx, Transfer state, Event heard) {
        state.after(heard, now()).ifPresent(next -> steps.enter(tx, state, next));
    }

    private Instant now() {
        return clock.instant();
    }
}
