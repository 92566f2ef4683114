package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.routing.assignment.AssignmentConditions.CONNECTED;
import static io.recaller.routing.assignment.AssignmentConditions.isOpen;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectCount;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/**
 * Conversations in which nobody has said anything for long: they take none of their agent's room.
 */
public final class RestingRows {
    /**
     * Conversations in writing, in the order of their contacts.
     *
     * @param rest those that rest; else those that take room of their agents
     * @param after the last one that was seen; empty: from the beginning
     * @param most so many
     */
    public List<ContactId> written(Tx tx, boolean rest, Optional<ContactId> after, int most) {
        return tx.dsl()
                .select(ASSIGNMENT.CONTACT_ID)
                .from(ASSIGNMENT)
                .where(
                        isOpen(),
                        ASSIGNMENT.STATE.eq(inline(CONNECTED)),
                        ASSIGNMENT.CHANNEL.ne(inline(Channel.SPOKEN.slug())),
                        rest ? ASSIGNMENT.RESTS_SINCE.isNotNull() : ASSIGNMENT.RESTS_SINCE.isNull(),
                        after.map(ContactId::value)
                                .map(ASSIGNMENT.CONTACT_ID::gt)
                                .orElse(noCondition()))
                .orderBy(ASSIGNMENT.CONTACT_ID)
                .limit(most)
                .fetch(row -> new ContactId(row.value1()));
    }

    /** It takes no room from now on, unless so many of its agent's do not already. */
    public void rest(Tx tx, ContactId contact, int most, Instant now) {
        var other = ASSIGNMENT.as("other");
        var resting =
                field(
                        selectCount()
                                .from(other)
                                .where(
                                        other.AGENT_ID.eq(ASSIGNMENT.AGENT_ID),
                                        other.STATE.eq(inline(CONNECTED)),
                                        other.RESTS_SINCE.isNotNull()));
        tx.dsl()
                .update(ASSIGNMENT)
                .set(ASSIGNMENT.RESTS_SINCE, now)
                .where(isTalk(contact), ASSIGNMENT.RESTS_SINCE.isNull(), resting.lt(most))
                .execute();
    }

    /** It takes room again. */
    public void wake(Tx tx, ContactId contact) {
        tx.dsl()
                .update(ASSIGNMENT)
                .setNull(ASSIGNMENT.RESTS_SINCE)
                .where(isTalk(contact), ASSIGNMENT.RESTS_SINCE.isNotNull())
                .execute();
    }

    private static Condition isTalk(ContactId contact) {
        return ASSIGNMENT
                .CONTACT_ID
                .eq(contact.value())
                .and(ASSIGNMENT.STATE.eq(inline(CONNECTED)));
    }
}
