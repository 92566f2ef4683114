package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.routing.assignment.AssignmentConditions.CONNECTED;
import static io.recaller.routing.assignment.AssignmentConditions.isOpen;
import static org.jooq.impl.DSL.inline;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;

/** Conversations in writing that agents have. */
public final class TakenTalks {
    /**
     * One of them.
     *
     * @param since when the agent took it
     */
    public record TakenTalk(AssignmentId id, ContactId contact, Instant since) {}

    /** Those that were taken before then. */
    public List<TakenTalk> takenBefore(Tx tx, Instant then) {
        return tx.dsl()
                .select(ASSIGNMENT.ID, ASSIGNMENT.CONTACT_ID, ASSIGNMENT.CONNECTED_AT)
                .from(ASSIGNMENT)
                .where(
                        isOpen(),
                        ASSIGNMENT.STATE.eq(inline(CONNECTED)),
                        ASSIGNMENT.CHANNEL.ne(inline(Channel.SPOKEN.slug())),
                        ASSIGNMENT.CONNECTED_AT.lt(then))
                .fetch(row ->
                        new TakenTalk(
                                new AssignmentId(row.value1()),
                                new ContactId(row.value2()),
                                row.value3()));
    }
}
