package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Tx;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The threads of contacts that agents have in hand, and what an agent may do there now. Each method
 * works in the caller's transaction. Any thread.
 */
final class HeldThreads {
    private final Talks talks;
    private final ContactStore contacts;
    private final OtherWays ways;
    private final Threads threads = new Threads();

    HeldThreads(Talks talks, ContactStore contacts, OtherWays ways) {
        this.talks = talks;
        this.contacts = contacts;
        this.ways = ways;
    }

    /** Where a contact is written in. */
    record Place(ContactId contact, MessageThread thread) {}

    /**
     * What the agent may read of a contact in writing: all of it in the talk, what there was up to
     * its end in the work after it, and nothing once that is over.
     *
     * @param until empty: all of it
     */
    record ReadableThread(Place place, Optional<Instant> until) {}

    Optional<ReadableThread> readable(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment)
                .flatMap(held ->
                        switch (held) {
                            case Assignment.Connected _ -> readable(tx, held, Optional.empty());
                            case Assignment.WrapUp over ->
                                    readable(tx, held, Optional.of(over.since()));
                            case Assignment.Offered _, Assignment.Closed _ -> Optional.empty();
                        });
    }

    private Optional<ReadableThread> readable(Tx tx, Assignment held, Optional<Instant> until) {
        return place(tx, held.contact()).map(place -> new ReadableThread(place, until));
    }

    Optional<Place> place(Tx tx, ContactId contact) {
        return threadOf(tx, contact).map(thread -> new Place(contact, thread));
    }

    /** Where the agent may write now: nobody else does until the transaction ends. */
    Optional<Place> toWrite(Tx tx, AgentId agent, AssignmentId assignment) {
        return locked(tx, agent, assignment).filter(_ -> talk(tx, agent, assignment).isPresent());
    }

    /**
     * As above, by another way of the customer's. Both threads are locked: another agent may write
     * in this one from the talk in that one.
     */
    Optional<Place> toWrite(Tx tx, AgentId agent, AssignmentId assignment, ThreadId way) {
        return place(tx, agent, assignment)
                .flatMap(place -> lockedWay(tx, place, way))
                .filter(_ -> talk(tx, agent, assignment).isPresent());
    }

    private Optional<Place> lockedWay(Tx tx, Place place, ThreadId way) {
        var own = place.thread().id();
        return ways.find(tx, place.contact(), own, way)
                .map(thread -> {
                    threads.lock(tx, List.of(own, way));
                    return new Place(place.contact(), thread);
                });
    }

    /**
     * Nobody else writes there until the end, and nobody hands it over: what the agent may do is
     * asked after that.
     */
    private Optional<Place> locked(Tx tx, AgentId agent, AssignmentId assignment) {
        var place = place(tx, agent, assignment);
        place.ifPresent(found -> threads.lock(tx, found.thread().id()));
        return place;
    }

    private Optional<Place> place(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment).flatMap(held -> place(tx, held.contact()));
    }

    /** Nobody writes in the contact's thread until the transaction ends. */
    void lock(Tx tx, ContactId contact) {
        threadOf(tx, contact).ifPresent(thread -> threads.lock(tx, thread.id()));
    }

    /** What is a talk now, and one in writing. */
    Optional<Assignment> talk(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment).filter(Assignment.Connected.class::isInstance);
    }

    /** As above; it is one until the transaction ends. */
    Optional<Assignment> lockedTalk(Tx tx, AgentId agent, AssignmentId assignment) {
        var _ = locked(tx, agent, assignment);
        return talk(tx, agent, assignment);
    }

    /** No telephone's: those have no thread. */
    Optional<Assignment> held(Tx tx, AgentId agent, AssignmentId assignment) {
        return inHand(tx, agent, assignment)
                .filter(found -> threadOf(tx, found.contact()).isPresent());
    }

    /** As above, of whichever channel. */
    Optional<Assignment> inHand(Tx tx, AgentId agent, AssignmentId assignment) {
        return talks.find(tx, assignment).filter(found -> found.agent().equals(agent));
    }

    /** By where it is reached: another contact may go on in its thread by now. */
    Optional<MessageThread> threadOf(Tx tx, ContactId contact) {
        return contacts.address(tx, contact)
                .filter(Address.Thread.class::isInstance)
                .map(Address.Thread.class::cast)
                .flatMap(address -> threads.find(tx, address.gateway(), address.id()))
                .flatMap(id -> threads.find(tx, id))
                .or(() -> threads.of(tx, contact));
    }
}
