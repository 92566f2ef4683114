package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.routing.assignment.AssignmentConditions.OFFERED;
import static io.recaller.routing.assignment.AssignmentConditions.isOpen;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is written on an assignment beside its state: when its card was on a screen, how the agent
 * made sure of the contact, what the agent noted.
 */
public final class AssignmentNotes {
    /**
     * Whether an offer is open, and when its card was on a screen.
     *
     * @param at empty: not yet
     */
    public record CardRow(boolean isOffered, Optional<Instant> at) {}

    public Map<AssignmentId, CardRow> cards(Tx tx, Collection<AssignmentId> ids) {
        return tx.dsl()
                .select(ASSIGNMENT.ID, ASSIGNMENT.STATE.eq(inline(OFFERED)), ASSIGNMENT.CARD_AT)
                .from(ASSIGNMENT)
                .where(
                        ASSIGNMENT.ID.eq(
                                any(ids.stream().map(AssignmentId::value).toArray(UUID[]::new))))
                .fetchMap(
                        row -> new AssignmentId(row.value1()),
                        row -> new CardRow(row.value2(), Optional.ofNullable(row.value3())));
    }

    /**
     * The agent's page has the card on the screen; only the first time counts. No lock is needed.
     */
    public void cardShown(Tx tx, AgentId agent, AssignmentId id, Instant now) {
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.CARD_AT, now)
                .where(
                        ASSIGNMENT.ID.eq(id.value()),
                        ASSIGNMENT.AGENT_ID.eq(agent.value()),
                        ASSIGNMENT.CARD_AT.isNull(),
                        isOpen())
                .execute();
    }

    public Map<ContactId, String> notes(Tx tx, Collection<ContactId> contacts) {
        var notes = new HashMap<ContactId, String>();
        tx.dsl()
                .select(ASSIGNMENT.CONTACT_ID, ASSIGNMENT.NOTE)
                .from(ASSIGNMENT)
                .where(
                        ASSIGNMENT.CONTACT_ID.in(contacts.stream().map(ContactId::value).toList()),
                        ASSIGNMENT.NOTE.isNotNull())
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .forEach(row -> notes.put(new ContactId(row.value1()), row.value2()));
        return notes;
    }

    public void note(Tx tx, AssignmentId id, String note) {
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.NOTE, note)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .execute();
    }

    /** What the agent did with a contact; an assignment that is no more: nothing. */
    public record Deeds(boolean isServed, boolean isVerified, Optional<Instant> over) {}

    public Deeds deeds(Tx tx, AssignmentId id) {
        return tx.dsl()
                .select(
                        ASSIGNMENT.CONNECTED_AT.isNotNull(),
                        ASSIGNMENT.VERIFIED_AT.isNotNull(),
                        ASSIGNMENT.WRAP_UP_AT)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .fetchOptional(row ->
                        new Deeds(row.value1(), row.value2(), Optional.ofNullable(row.value3())))
                .orElseGet(() -> new Deeds(false, false, Optional.empty()));
    }

    /** The agent is sure who the contact is, and how; the last word counts. */
    public void verified(Tx tx, AssignmentId id, String how, Instant now) {
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.VERIFIED_BY, how)
                .set(ASSIGNMENT.VERIFIED_AT, now)
                .where(ASSIGNMENT.ID.eq(id.value()))
                .execute();
    }
}
