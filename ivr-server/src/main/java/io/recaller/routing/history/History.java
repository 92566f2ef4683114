package io.recaller.routing.history;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.TOLD_WAIT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.field;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.queue.WaitOutcome;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;

/** What was in the queue and in agents' hands, for who counts it. Any thread. */
public final class History {
    private static final int FETCHED_AT_ONCE = 1_000;

    /** Waits that began from one instant on and before another, in no order, one at a time. */
    public void waits(Tx tx, Instant from, Instant to, Consumer<Wait> each) {
        var merging = new MergedWaits(each);
        try (var rows =
                tx.dsl()
                        .select(
                                WAITING_CONTACT.ID,
                                WAITING_CONTACT.ENTERED_AT,
                                WAITING_CONTACT.OUTCOME,
                                WAITING_CONTACT.LEFT_AT,
                                ASSIGNMENT.CONNECTED_AT,
                                ASSIGNMENT.WRAP_UP_AT,
                                ASSIGNMENT.CLOSED_AT,
                                WAITING_CONTACT.QUEUE,
                                MergedWaits.CALLED_BACK,
                                MergedWaits.VOICEMAIL,
                                WAITING_CONTACT.CONTACT_ID,
                                TOLD_WAIT.TOLD_AT,
                                TOLD_WAIT.FROM_MINUTES,
                                TOLD_WAIT.TO_MINUTES)
                        .from(WAITING_CONTACT)
                        .leftJoin(ASSIGNMENT)
                        .on(
                                ASSIGNMENT.CONTACT_ID.eq(WAITING_CONTACT.CONTACT_ID),
                                ASSIGNMENT.WAITING_CONTACT_ID.eq(WAITING_CONTACT.ID),
                                ASSIGNMENT.CONNECTED_AT.isNotNull())
                        .leftJoin(TOLD_WAIT)
                        .on(
                                TOLD_WAIT.WAITING_CONTACT_ID.eq(WAITING_CONTACT.ID),
                                // Nobody is told before they wait.
                                TOLD_WAIT.TOLD_AT.ge(from),
                                TOLD_WAIT.NUMBER.eq((short) 1))
                        .where(
                                WAITING_CONTACT.ENTERED_AT.ge(from),
                                WAITING_CONTACT.ENTERED_AT.lt(to))
                        // Whoever goes on with a wait comes after what was told in it.
                        .orderBy(
                                field(
                                        WAITING_CONTACT.OUTCOME.isDistinctFrom(
                                                WaitOutcome.REQUEUED.row())),
                                WAITING_CONTACT.ID)
                        .fetchSize(FETCHED_AT_ONCE)
                        .fetchLazy()) {
            rows.forEach(merging::row);
        }
        merging.end();
    }

    /** What was in these agents' hands at any time between the two, by agent, oldest first. */
    public Map<AgentId, List<Leg>> legs(
            Tx tx, Collection<AgentId> agents, Instant from, Instant to) {
        var ids = agents.stream().map(AgentId::value).toList();
        var over =
                ASSIGNMENT
                        .STATE
                        .eq("closed")
                        .and(ASSIGNMENT.CLOSED_AT.ge(from))
                        .and(ASSIGNMENT.OFFERED_AT.lt(to));
        var open = ASSIGNMENT.STATE.ne("closed").and(ASSIGNMENT.OFFERED_AT.lt(to));
        return Stream.concat(legs(tx, ids, over).stream(), legs(tx, ids, open).stream())
                .collect(Collectors.groupingBy(Leg::agent));
    }

    private static List<Leg> legs(Tx tx, Collection<UUID> agents, Condition which) {
        return tx.dsl()
                .select(
                        ASSIGNMENT.AGENT_ID,
                        ASSIGNMENT.OFFERED_AT,
                        ASSIGNMENT.CONNECTED_AT,
                        ASSIGNMENT.WRAP_UP_AT,
                        ASSIGNMENT.CLOSED_AT,
                        ASSIGNMENT.OUTCOME,
                        WAITING_CONTACT.QUEUE,
                        WAITING_CONTACT.OUTCOME)
                .from(ASSIGNMENT)
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(ASSIGNMENT.AGENT_ID.in(agents), which)
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .fetch(row ->
                        new Leg(
                                new AgentId(row.value1()),
                                Optional.ofNullable(row.value7()),
                                row.value2(),
                                Optional.ofNullable(row.value3()),
                                Optional.ofNullable(row.value4()),
                                Optional.ofNullable(row.value5()),
                                Optional.ofNullable(row.value6()).map(Assignment.Outcome::ofRow),
                                !Objects.equals(row.value8(), WaitOutcome.REQUEUED.row())));
    }
}
