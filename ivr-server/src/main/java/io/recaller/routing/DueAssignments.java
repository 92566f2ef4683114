package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static io.recaller.routing.assignment.AssignmentConditions.CONNECTED;
import static io.recaller.routing.assignment.AssignmentConditions.OFFERED;
import static io.recaller.routing.assignment.AssignmentConditions.WRAP_UP;
import static io.recaller.routing.assignment.AssignmentConditions.isWritten;
import static io.recaller.routing.assignment.AssignmentConditions.system;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Reach;
import java.time.Instant;
import java.util.List;

/** What nobody has ended in time, or who holds it no longer can. */
final class DueAssignments {
    /** Offers that nothing was heard of: of who writes, and on an Asterisk in reach. */
    List<AssignmentId> expired(Tx tx, Reach reach, Instant now) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(
                        ASSIGNMENT.STATE.eq(inline(OFFERED)),
                        ASSIGNMENT.LEASE_UNTIL.le(now),
                        isWritten()
                                .or(
                                        reach.rings()
                                                ? coalesce(system(), "").eq(reach.system())
                                                : falseCondition()))
                .orderBy(ASSIGNMENT.LEASE_UNTIL)
                .fetch(row -> new AssignmentId(row.value1()));
    }

    /** Wrap-ups that are over. */
    List<AssignmentId> wrappedUp(Tx tx, Instant now) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.STATE.eq(inline(WRAP_UP)), ASSIGNMENT.WRAP_UP_UNTIL.le(now))
                .orderBy(ASSIGNMENT.WRAP_UP_UNTIL)
                .fetch(row -> new AssignmentId(row.value1()));
    }

    /** What an agent writes with people now. */
    List<AssignmentId> writtenTalks(Tx tx, AgentId agent) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(
                        ASSIGNMENT.AGENT_ID.eq(agent.value()),
                        ASSIGNMENT.STATE.eq(CONNECTED),
                        isWritten())
                .fetch(row -> new AssignmentId(row.value1()));
    }
}
