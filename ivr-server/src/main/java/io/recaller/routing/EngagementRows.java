package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static io.recaller.routing.assignment.AssignmentConditions.CONNECTED;
import static io.recaller.routing.assignment.AssignmentConditions.OFFERED;
import static io.recaller.routing.assignment.AssignmentConditions.isWritten;
import static io.recaller.routing.assignment.AssignmentConditions.system;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Engagement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.OrderField;

/** Who rings or talks on the phone now, as the rows say, and who did in vain. */
final class EngagementRows {
    /** Assignments whose agent rings or talks on the phone now. */
    List<Engagement> engaged(Tx tx) {
        return engagements(
                tx,
                ASSIGNMENT.STATE.in(inline(OFFERED), inline(CONNECTED)),
                ASSIGNMENT.OFFERED_AT,
                Integer.MAX_VALUE);
    }

    /** Offers that came to nothing since, as far as was told; the last ones. */
    List<Engagement> inVain(Tx tx, Instant since, int most) {
        var isInVain =
                ASSIGNMENT
                        .OUTCOME
                        .in(inline("caller_gone"), inline("expired"))
                        .and(ASSIGNMENT.CLOSED_AT.gt(since));
        return engagements(tx, isInVain, ASSIGNMENT.CLOSED_AT.desc(), most);
    }

    private static List<Engagement> engagements(
            Tx tx, Condition which, OrderField<?> order, int most) {
        return tx.dsl()
                .select(
                        ASSIGNMENT.ID,
                        ASSIGNMENT.CONTACT_ID,
                        ASSIGNMENT.AGENT_ID,
                        ASSIGNMENT.STATE.eq(CONNECTED),
                        system())
                .from(ASSIGNMENT)
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(which, not(isWritten()))
                .orderBy(order)
                .limit(most)
                .fetch(row ->
                        new Engagement(
                                new AssignmentId(row.value1()),
                                new ContactId(row.value2()),
                                new AgentId(row.value3()),
                                row.value4(),
                                Optional.ofNullable(row.value5())));
    }
}
