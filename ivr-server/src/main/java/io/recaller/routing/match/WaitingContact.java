package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * A contact in the queue.
 *
 * @param id this time it waits
 * @param wish what it wants of who serves it
 * @param priority higher is served sooner
 * @param enteredAt when it joined; an offer that fails does not change it
 * @param address where it is reached
 * @param silent who was asked for it this time and did not take it
 */
public record WaitingContact(
        EntryId id,
        ContactId contact,
        Channel channel,
        Wish wish,
        int priority,
        Instant enteredAt,
        Address address,
        Set<AgentId> silent) {
    public WaitingContact {
        silent = Set.copyOf(silent);
    }

    /** What each level of priority counts as. Finite: in the end age wins, and nobody starves. */
    public static final Duration PRIORITY_WORTH = Duration.ofMinutes(5);

    /**
     * The first to be served comes first. A contact that goes on in another queue is known by two
     * entries of one age for a moment: they are two.
     */
    public static final Comparator<WaitingContact> IN_TURN =
            Comparator.comparing(WaitingContact::turnAt)
                    .thenComparing(each -> each.contact().value())
                    .thenComparing(each -> each.id().value());

    /** When it would have joined to be served as soon without a priority. */
    public Instant turnAt() {
        return enteredAt.minus(PRIORITY_WORTH.multipliedBy(priority));
    }

    public WaitingContact withPriority(int other) {
        return new WaitingContact(id, contact, channel, wish, other, enteredAt, address, silent);
    }

    public WaitingContact afterSilence(Set<AgentId> of) {
        return new WaitingContact(id, contact, channel, wish, priority, enteredAt, address, of);
    }

    /** Another entry of the same age, in another queue. */
    public WaitingContact in(QueueName queue) {
        return new WaitingContact(
                EntryId.next(),
                contact,
                channel,
                wish.in(queue),
                priority,
                enteredAt,
                address,
                Set.of());
    }

    /** Another entry of the same age. */
    public WaitingContact again() {
        return new WaitingContact(
                EntryId.next(), contact, channel, wish, priority, enteredAt, address, Set.of());
    }
}
