package io.recaller.routing.queue;

import io.recaller.agent.AgentId;
import io.recaller.agent.PresenceStore;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.db.ConflictException;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.assignment.RestingRows;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who waits for a person, and who did: the only owner of the queue's rows. Each method works in the
 * caller's own transaction; call it before that touches the contact's own rows, since everybody
 * locks in one order: the contact's place in the queue, its agent, the contact. Who changes several
 * places {@linkplain #hold holds} them first. Any thread.
 */
public final class Queue {
    private final QueueRows rows = new QueueRows();
    private final AssignmentStore assignments = new AssignmentStore();
    private final RestingRows resting = new RestingRows();
    private final PresenceStore presences = new PresenceStore();

    /**
     * Where a contact stands.
     *
     * @param wish what it wants of who serves it, and in which queue
     * @param ahead who is served before it, as far as skills allow
     * @param since when it joined
     * @param inQueueSince when it came into this queue: later than it joined if it was given on
     * @param isRinging an agent's phone rings for it
     */
    public record Place(
            Wish wish, int ahead, Instant since, Instant inQueueSince, boolean isRinging) {}

    /**
     * The customer of a conversation writes: where it rested it takes room of its agent's again,
     * however much the agent has in hand by now.
     */
    public void wake(Tx tx, ContactId contact) {
        resting.wake(tx, contact);
    }

    /**
     * Enters the queue, together with whatever else the transaction writes. Servers are woken at
     * commit. A contact that is in the queue already keeps its place.
     *
     * @param wish what it wants of who serves it
     * @param priority each level counts as five minutes of waiting
     * @param address where it is reached
     */
    public void enter(
            Tx tx,
            ContactId contact,
            Channel channel,
            Wish wish,
            int priority,
            Address address,
            Instant at) {
        enter(tx, contact, channel, wish, priority, address, at, Optional.empty());
    }

    /**
     * As above.
     *
     * @param kept the place that it goes on with, with its age; the longest wait counts anew
     */
    public void enter(
            Tx tx,
            ContactId contact,
            Channel channel,
            Wish wish,
            int priority,
            Address address,
            Instant at,
            Optional<Kept> kept) {
        if (rows.lock(tx, contact).isEmpty()) {
            rows.insert(
                    tx,
                    new WaitingContact(
                            EntryId.next(),
                            contact,
                            channel,
                            wish,
                            Math.max(priority, kept.map(Kept::priority).orElse(priority)),
                            kept.map(Kept::enteredAt).orElse(at),
                            address,
                            Set.of()),
                    kept.map(_ -> at));
        }
    }

    /**
     * Leaves the queue unanswered; once is as good as twice. The server whose phone rings for it
     * stops that when it looks at the rows again, right after the commit.
     *
     * @param result what came of its contact: reports tell who gave up from whom the ring group has
     * @param at when it left, which may be long before that is noticed
     * @return whether it was in the queue until now; false: answered, gone before, or never in
     */
    public boolean leave(Tx tx, ContactId contact, Ended.Result result, Instant at) {
        return leave(tx, contact, WaitOutcome.of(result), at);
    }

    /** As above, of one whose contact may go on elsewhere. */
    public boolean leave(Tx tx, ContactId contact, WaitOutcome how, Instant at) {
        var open = rows.lock(tx, contact);
        open.ifPresent(entry -> {
            withdraw(tx, contact, at);
            rows.close(tx, entry.id(), how, notBefore(entry, at));
        });
        return open.isPresent();
    }

    /**
     * As above, but not while a phone rings for it.
     *
     * @return whether it has left; false: it rings, or it was not in the queue
     */
    public boolean leaveUnlessRinging(Tx tx, ContactId contact, WaitOutcome how, Instant at) {
        lock(tx, contact);
        return !isRinging(tx, contact) && leave(tx, contact, how, at);
    }

    /**
     * Waits on in another queue with the age and the priority it has. Not while a phone rings for
     * it.
     *
     * @param how {@link WaitOutcome#OVERFLOWED} or {@link WaitOutcome#CLOSED}
     * @return whether it does
     */
    public boolean move(Tx tx, ContactId contact, QueueName to, WaitOutcome how, Instant at) {
        var open = rows.lock(tx, contact).filter(_ -> !isRinging(tx, contact));
        open.ifPresent(entry -> {
            var moment = notBefore(entry, at);
            rows.close(tx, entry.id(), how, moment);
            rows.insert(tx, entry.in(to), Optional.of(moment));
        });
        return open.isPresent();
    }

    /** Whether an agent's phone rings for the contact; nobody else changes that until the end. */
    public boolean isRinging(Tx tx, ContactId contact) {
        return assignments.offeredOf(tx, contact).isPresent();
    }

    private static Instant notBefore(WaitingContact entry, Instant at) {
        return at.isBefore(entry.enteredAt()) ? entry.enteredAt() : at;
    }

    /** As above: the caller hung up. */
    public boolean leave(Tx tx, ContactId contact, Instant at) {
        return leave(tx, contact, Ended.Result.ABANDONED, at);
    }

    /** How a contact left the queue that nobody answered. */
    public enum Left {
        WAITING,
        /** A phone rang for it. */
        RINGING
    }

    /** How it left the last time; empty: it is in the queue, was answered, or never was in. */
    public Optional<Left> left(Tx tx, ContactId contact) {
        return rows.left(tx, contact)
                .map(entry ->
                        assignments.rangForTheCallerGone(tx, contact, entry)
                                ? Left.RINGING
                                : Left.WAITING);
    }

    /**
     * Where a contact waits, whoever else does.
     *
     * @param since when it came into this queue
     * @param isRinging as of {@link Place}
     */
    public record Stay(QueueName queue, Instant since, boolean isRinging) {}

    /** As {@link #place}, without counting who is ahead. */
    public Optional<Stay> stay(Tx tx, ContactId contact) {
        return rows.stay(tx, contact);
    }

    /** Where the contact stands now; empty: not in the queue. */
    public Optional<Place> place(Tx tx, ContactId contact) {
        return rows.standing(tx, contact)
                .map(here ->
                        new Place(
                                here.entry().wish(),
                                here.ahead(),
                                here.entry().enteredAt(),
                                here.inQueueSince(),
                                here.isOffered()));
    }

    /**
     * Whether the contact waits without its caller: no line of theirs is missed. Its place is
     * locked until the end.
     */
    public boolean waitsWithoutLine(Tx tx, ContactId contact) {
        return rows.lock(tx, contact)
                .filter(entry -> entry.address() instanceof Address.Nowhere)
                .isPresent();
    }

    /** The queue that a contact is in; empty: in none. */
    public Optional<QueueName> queueOf(Tx tx, ContactId contact) {
        return rows.lock(tx, contact).map(entry -> entry.wish().queue());
    }

    /**
     * When a contact came into the queue that it is in; empty: in none. Its place is locked until
     * the end.
     */
    public Optional<Instant> inQueueSince(Tx tx, ContactId contact) {
        return rows.lock(tx, contact)
                .map(entry -> rows.inQueueSince(tx, entry.id()).orElse(entry.enteredAt()));
    }

    /** Whether the contact waits and nobody is asked for it; neither changes until the end. */
    public boolean holdsStill(Tx tx, ContactId contact) {
        return rows.lock(tx, contact).isPresent() && !isRinging(tx, contact);
    }

    /** A place that another contact may go on with. */
    public record Kept(Instant enteredAt, int priority) {}

    /**
     * Leaves the queue for another contact of the same person.
     *
     * @param to the queue of the other contact
     * @param otherwise what came of the contact where that is another queue
     * @return the place, if it is in that queue
     */
    public Optional<Kept> giveUp(
            Tx tx, ContactId contact, QueueName to, Ended.Result otherwise, Instant at) {
        var open = rows.lock(tx, contact);
        leave(tx, contact, otherwise, at);
        return open.filter(entry -> entry.wish().queue().equals(to))
                .map(entry -> {
                    rows.goesOn(tx, entry.id());
                    return new Kept(entry.enteredAt(), entry.priority());
                });
    }

    /** The place that a contact had whose wait was given up unanswered; empty: it had none. */
    public Optional<Kept> lost(Tx tx, ContactId contact) {
        return rows.left(tx, contact)
                .flatMap(_ -> rows.latest(tx, contact))
                .map(entry -> new Kept(entry.enteredAt(), entry.priority()));
    }

    /** When the contact joined the last time, whatever came of it; empty: never did. */
    public Optional<Instant> joined(Tx tx, ContactId contact) {
        return rows.latest(tx, contact).map(WaitingContact::enteredAt);
    }

    /** The contact's newest entry, open or not; empty: never waited. */
    public Optional<WaitingContact> latest(Tx tx, ContactId contact) {
        return rows.latest(tx, contact);
    }

    /** Whether the contact was taken out of the queue after that instant. */
    public boolean isOutSince(Tx tx, ContactId contact, Instant moment) {
        return rows.isOutSince(tx, contact, moment);
    }

    /**
     * Changes whose turn it is among those who wait; servers are woken at commit. Nothing happens
     * to a contact that is not in the queue.
     *
     * @param priority each level counts as five minutes of waiting
     * @return the entry as it was; empty: not in the queue
     */
    public Optional<WaitingContact> prioritise(Tx tx, ContactId contact, int priority) {
        var open = rows.lock(tx, contact);
        open.ifPresent(entry -> rows.prioritise(tx, entry.withPriority(priority)));
        return open;
    }

    /** The contact's newest entry, open or not, and how it ended; empty: never waited. */
    public Optional<QueueRows.Past> past(Tx tx, ContactId contact) {
        return rows.past(tx, contact);
    }

    /** Remembers where a caller in the queue is by now; nothing happens to one who has left it. */
    public void moved(Tx tx, ContactId contact, Address address) {
        rows.moved(tx, contact, address);
    }

    /** Nobody else changes the contact's place, or what it is offered, until the end. */
    public void lock(Tx tx, ContactId contact) {
        var _ = rows.lock(tx, contact);
    }

    /**
     * As above, and nobody is waited for: for a place that is needed out of the order.
     *
     * @throws ConflictException when somebody else has it
     */
    public void lockAtOnce(Tx tx, ContactId contact) {
        if (!rows.lockAtOnce(tx, contact)) {
            throw new ConflictException("the place of a contact");
        }
    }

    /**
     * Nobody else changes the places of these contacts, or what is offered of them, until the end:
     * the places are locked and then the agents who are asked for them, each in one order. Whoever
     * is to change several does this before it changes any.
     */
    public void hold(Tx tx, Collection<ContactId> contacts) {
        hold(tx, contacts, Set.of());
    }

    /**
     * As above.
     *
     * @param agents who are locked among the others
     */
    public void hold(Tx tx, Collection<ContactId> contacts, Collection<AgentId> agents) {
        rows.lock(tx, contacts);
        var all = new HashSet<>(agents);
        all.addAll(assignments.askedFor(tx, contacts));
        if (!all.isEmpty()) {
            presences.lock(tx, all);
        }
    }

    /** Locks the places of those that still wait and nobody else holds; others are missing. */
    public Set<EntryId> claim(Tx tx, Collection<EntryId> entries) {
        return rows.claim(tx, entries);
    }

    /** The contact, whose place is locked, waits on: nobody has it. */
    public void putBack(Tx tx, ContactId contact) {
        rows.open(tx, contact).ifPresent(entry -> rows.move(tx, entry.id(), QueueState.WAITING));
    }

    /**
     * An agent has the contact, whose place is locked.
     *
     * @return the place it had; empty when it had left before this was heard of
     */
    public Optional<WaitingContact> answered(Tx tx, ContactId contact, Instant at) {
        var open = rows.open(tx, contact);
        open.or(() -> rows.latest(tx, contact))
                .ifPresent(entry -> rows.close(tx, entry.id(), WaitOutcome.ANSWERED, at));
        return open;
    }

    /** The talk did not come about: the contact waits anew, as long as it has waited already. */
    public void requeue(Tx tx, ContactId contact) {
        if (rows.lock(tx, contact).isEmpty()) {
            rows.latest(tx, contact)
                    .ifPresent(entry -> {
                        rows.goesOn(tx, entry.id());
                        rows.insert(tx, entry.again(), rows.inQueueSince(tx, entry.id()));
                    });
        }
    }

    /** Nobody is asked to take this contact any more. */
    public Optional<Offered> withdraw(Tx tx, ContactId contact, Instant at) {
        rows.lock(tx, contact);
        return assignments
                .offeredOf(tx, contact)
                .flatMap(seen -> stillOffered(tx, seen))
                .map(offered -> {
                    var closed = at.isBefore(offered.since()) ? offered.since() : at;
                    assignments.write(tx, offered.close(Assignment.Outcome.CALLER_GONE, closed));
                    return offered;
                });
    }

    /** As it is once the agent is locked; the contact's place is locked already. */
    public Optional<Offered> stillOffered(Tx tx, Offered seen) {
        presences.lock(tx, seen.agent());
        return assignments
                .find(tx, seen.id())
                .filter(Offered.class::isInstance)
                .map(Offered.class::cast);
    }
}
