package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static io.recaller.routing.assignment.AssignmentConditions.CLOSED;
import static io.recaller.routing.assignment.AssignmentConditions.CONNECTED;
import static io.recaller.routing.assignment.AssignmentConditions.OFFERED;
import static io.recaller.routing.assignment.AssignmentConditions.WRAP_UP;
import static io.recaller.routing.assignment.AssignmentConditions.channel;
import static io.recaller.routing.assignment.AssignmentConditions.isOpen;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.AssignmentRecord;
import io.recaller.routing.assignment.Assignment.Closed;
import io.recaller.routing.assignment.Assignment.Connected;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Parties;
import io.recaller.routing.assignment.Assignment.WrapUp;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.step.QueueName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The rows of what agents hold. An assignment changes only while its agent's row is locked; one
 * that is offered or connected also only while its contact's row in the queue is.
 */
public final class AssignmentStore {
    public Optional<EntryId> entry(Tx tx, AssignmentId id) {
        return tx.dsl()
                .select(ASSIGNMENT.WAITING_CONTACT_ID)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(id.value()), ASSIGNMENT.WAITING_CONTACT_ID.isNotNull())
                .fetchOptional(row -> new EntryId(row.value1()));
    }

    public Optional<Assignment> find(Tx tx, AssignmentId id) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .fetchOptional(AssignmentStore::assignment);
    }

    public List<Assignment> find(Tx tx, Collection<AssignmentId> ids) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(any(values(ids))))
                .fetch(AssignmentStore::assignment);
    }

    /** The queue that the contact was taken out of; of one that is no more: the main one. */
    public QueueName queue(Tx tx, AssignmentId id) {
        return tx.dsl()
                .select(WAITING_CONTACT.QUEUE)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(ASSIGNMENT.ID.eq(id.value()))
                .fetchOptional(row -> new QueueName(row.value1()))
                .orElse(QueueName.MAIN);
    }

    /** In an array: one text and one plan for any number of them. */
    private static UUID[] values(Collection<AssignmentId> ids) {
        return ids.stream().map(AssignmentId::value).toArray(UUID[]::new);
    }

    /** The agent who is asked to take this contact now. */
    public Optional<Offered> offeredOf(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(
                        ASSIGNMENT.CONTACT_ID.eq(contact.value()),
                        ASSIGNMENT.STATE.eq(inline(OFFERED)))
                .fetchOptional(AssignmentStore::offered);
    }

    /** The agents who are asked to take any of these contacts now. */
    public Set<AgentId> askedFor(Tx tx, Collection<ContactId> contacts) {
        var ids = contacts.stream().map(ContactId::value).toArray(UUID[]::new);
        return tx.dsl()
                .select(ASSIGNMENT.AGENT_ID)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.CONTACT_ID.eq(any(ids)), ASSIGNMENT.STATE.eq(inline(OFFERED)))
                .fetchSet(row -> new AgentId(row.value1()));
    }

    /** The contacts that any of these agents is asked to take now. */
    public Set<ContactId> offeredTo(Tx tx, Collection<AgentId> agents) {
        var ids = agents.stream().map(AgentId::value).toArray(UUID[]::new);
        return tx.dsl()
                .select(ASSIGNMENT.CONTACT_ID)
                .from(ASSIGNMENT)
                .where(
                        ASSIGNMENT.AGENT_ID.eq(any(ids)),
                        isOpen(),
                        ASSIGNMENT.STATE.eq(inline(OFFERED)))
                .fetchSet(row -> new ContactId(row.value1()));
    }

    /** Whether a phone rang for this entry of the queue when its caller left. */
    public boolean rangForTheCallerGone(Tx tx, ContactId contact, EntryId entry) {
        return tx.dsl()
                .fetchExists(
                        ASSIGNMENT,
                        ASSIGNMENT.CONTACT_ID.eq(contact.value()),
                        ASSIGNMENT.WAITING_CONTACT_ID.eq(entry.value()),
                        ASSIGNMENT.OUTCOME.eq(Assignment.Outcome.CALLER_GONE.row()));
    }

    /** Whether another agent, who was asked later, has answered for the same contact. */
    public boolean wasTakenSince(Tx tx, Assignment asked) {
        var other = ASSIGNMENT.as("other");
        return tx.dsl()
                .fetchExists(
                        other.join(ASSIGNMENT).on(ASSIGNMENT.ID.eq(asked.id().value())),
                        other.CONTACT_ID.eq(asked.contact().value()),
                        other.ID.ne(asked.id().value()),
                        other.CONNECTED_AT.isNotNull(),
                        other.OFFERED_AT.ge(ASSIGNMENT.OFFERED_AT));
    }

    /** What the agent holds, the longest held first. */
    public List<Assignment> heldBy(Tx tx, AgentId agent) {
        return tx.dsl()
                .selectFrom(ASSIGNMENT)
                .where(ASSIGNMENT.AGENT_ID.eq(agent.value()), isOpen())
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .fetch(AssignmentStore::assignment);
    }

    public void write(Tx tx, Assignment assignment) {
        var row = new AssignmentRecord();
        switch (assignment) {
            case Offered(_, _, Instant leaseUntil) -> {
                row.setState(OFFERED);
                row.setLeaseUntil(leaseUntil);
            }
            case Connected(_, Instant since) -> {
                row.setState(CONNECTED);
                row.setConnectedAt(since);
                row.setOutcome(null);
                row.setClosedAt(null);
            }
            case WrapUp(_, Instant since, Instant until) -> {
                row.setState(WRAP_UP);
                row.setWrapUpAt(since);
                row.setWrapUpUntil(until);
            }
            case Closed(_, Instant since, var outcome) -> {
                row.setState(CLOSED);
                row.setOutcome(outcome.row());
                row.setClosedAt(since);
            }
        }
        tx.dsl()
                .update(ASSIGNMENT)
                .set(row)
                .where(ASSIGNMENT.ID.eq(assignment.id().value()))
                .execute();
    }

    private static Offered offered(AssignmentRecord row) {
        return new Offered(parties(row), row.getOfferedAt(), row.getLeaseUntil());
    }

    private static Assignment assignment(AssignmentRecord row) {
        return switch (row.getState()) {
            case OFFERED -> offered(row);
            case CONNECTED -> new Connected(parties(row), at(row.getConnectedAt()));
            case WRAP_UP ->
                    new WrapUp(parties(row), at(row.getWrapUpAt()), at(row.getWrapUpUntil()));
            case CLOSED ->
                    new Closed(
                            parties(row),
                            at(row.getClosedAt()),
                            Assignment.Outcome.ofRow(row.getOutcome()));
            default -> throw new IllegalStateException("unknown state: " + row.getState());
        };
    }

    private static Instant at(Instant written) {
        return Objects.requireNonNull(written);
    }

    private static Parties parties(AssignmentRecord row) {
        return new Parties(
                new AssignmentId(row.getId()),
                new ContactId(row.getContactId()),
                new AgentId(row.getAgentId()),
                channel(row.getChannel()));
    }
}
