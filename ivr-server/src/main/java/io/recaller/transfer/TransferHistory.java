package io.recaller.transfer;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.TRANSFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.least;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** What became of talks that were on hold or handed over, for who counts it. Any thread. */
public final class TransferHistory {
    private static final int FETCHED_AT_ONCE = 1_000;
    private static final String OPEN = "open";

    /** Of contacts that joined a queue from one instant on and before another, one at a time. */
    public void ofWaits(Tx tx, Instant from, Instant to, Consumer<PastTransfer> each) {
        those(
                tx,
                WAITING_CONTACT
                        .ENTERED_AT
                        .ge(from)
                        .and(WAITING_CONTACT.ENTERED_AT.lt(to))
                        // No talk begins, or is handed over, before its contact has joined.
                        .and(ASSIGNMENT.OFFERED_AT.ge(from))
                        .and(TRANSFER.ASKED_AT.ge(from)),
                each);
    }

    /** Of these agents' talks that began to ring, or were handed over, between the two. */
    public void ofAgents(
            Tx tx,
            Collection<AgentId> agents,
            Instant from,
            Instant to,
            Consumer<PastTransfer> each) {
        var ids = agents.stream().map(AgentId::value).toList();
        // No talk is handed over after it is closed.
        var talks =
                ASSIGNMENT
                        .AGENT_ID
                        .in(ids)
                        .and(ASSIGNMENT.STATE.ne("closed").or(ASSIGNMENT.CLOSED_AT.ge(from)));
        var theirs = TRANSFER.AGENT_ID.in(ids).and(talks);
        var asked = TRANSFER.ASKED_AT.ge(from).and(TRANSFER.ASKED_AT.lt(to));
        var offered = ASSIGNMENT.OFFERED_AT.ge(from).and(ASSIGNMENT.OFFERED_AT.lt(to));
        those(tx, theirs.and(TRANSFER.ASKED_AT.ge(from)).and(asked.or(offered)), each);
    }

    private static void those(Tx tx, Condition which, Consumer<PastTransfer> each) {
        var heldUntil =
                least(coalesce(TRANSFER.HELD_UNTIL, ASSIGNMENT.WRAP_UP_AT), ASSIGNMENT.WRAP_UP_AT);
        try (var rows =
                tx.dsl()
                        .select(
                                TRANSFER.AGENT_ID,
                                WAITING_CONTACT.QUEUE,
                                WAITING_CONTACT.ENTERED_AT,
                                ASSIGNMENT.OFFERED_AT,
                                TRANSFER.ASKED_AT,
                                TRANSFER.KIND,
                                TRANSFER.SENT_TO,
                                TRANSFER.STATE,
                                TRANSFER.OUTCOME,
                                ASSIGNMENT.CLOSED_AT,
                                heldUntil)
                        .from(TRANSFER)
                        .join(ASSIGNMENT)
                        .on(ASSIGNMENT.ID.eq(TRANSFER.ASSIGNMENT_ID))
                        .leftJoin(WAITING_CONTACT)
                        .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                        .where(which)
                        .fetchSize(FETCHED_AT_ONCE)
                        .fetchLazy()) {
            rows.forEach(row ->
                    each.accept(
                            new PastTransfer(
                                    new AgentId(row.value1()),
                                    Optional.ofNullable(row.value2()),
                                    Optional.ofNullable(row.value3()),
                                    row.value4(),
                                    row.value5(),
                                    PastTransfer.kind(
                                            row.value6(), Optional.ofNullable(row.value7())),
                                    row.value8().equals("closed")
                                            ? Objects.requireNonNullElse(row.value9(), OPEN)
                                            : OPEN,
                                    row.value10() == null
                                            ? Duration.ZERO
                                            : between(row.value5(), row.value11()))));
        }
    }

    private static Duration between(Instant from, @Nullable Instant to) {
        return to == null || to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
