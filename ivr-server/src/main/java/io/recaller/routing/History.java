package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import java.time.Duration;
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
import org.jooq.Record9;
import org.jspecify.annotations.Nullable;

/** What was in the queue and in agents' hands, for who counts it. Any thread. */
public final class History {
    private static final int FETCHED_AT_ONCE = 1_000;

    /** Waits that began from one instant on and before another, in no order, one at a time. */
    public void waits(Tx tx, Instant from, Instant to, Consumer<Wait> each) {
        var merging = new Merging(each);
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
                                QueueRows.isCallback())
                        .from(WAITING_CONTACT)
                        .leftJoin(ASSIGNMENT)
                        .on(
                                ASSIGNMENT.CONTACT_ID.eq(WAITING_CONTACT.CONTACT_ID),
                                ASSIGNMENT.WAITING_CONTACT_ID.eq(WAITING_CONTACT.ID),
                                ASSIGNMENT.CONNECTED_AT.isNotNull())
                        .where(
                                WAITING_CONTACT.ENTERED_AT.ge(from),
                                WAITING_CONTACT.ENTERED_AT.lt(to),
                                WAITING_CONTACT.OUTCOME.isDistinctFrom(WaitOutcome.REQUEUED.row()))
                        .orderBy(WAITING_CONTACT.ID)
                        .fetchSize(FETCHED_AT_ONCE)
                        .fetchLazy()) {
            rows.forEach(merging::row);
        }
        merging.end();
    }

    /** A wait may have led to several talks: the rows of one come together. */
    private static final class Merging {
        private final Consumer<Wait> each;
        private @Nullable UUID id;
        private @Nullable Wait wait;

        Merging(Consumer<Wait> each) {
            this.each = each;
        }

        void row(
                Record9<UUID, Instant, String, Instant, Instant, Instant, Instant, String, Boolean>
                        row) {
            var talk = between(row.value5(), row.value6());
            var wrapUp = between(row.value6(), row.value7());
            var last = wait;
            if (last != null && row.value1().equals(id)) {
                wait =
                        new Wait(
                                last.queue(),
                                last.joined(),
                                last.outcome(),
                                last.left(),
                                sum(last.talk(), talk),
                                sum(last.wrapUp(), wrapUp),
                                last.calledBack());
                return;
            }
            end();
            id = row.value1();
            wait =
                    new Wait(
                            row.value8(),
                            row.value2(),
                            Optional.ofNullable(row.value3()).map(WaitOutcome::ofRow),
                            Optional.ofNullable(row.value4()),
                            talk,
                            wrapUp,
                            row.value9());
        }

        void end() {
            if (wait != null) {
                each.accept(wait);
            }
            wait = null;
        }

        private static Optional<Duration> between(@Nullable Instant from, @Nullable Instant to) {
            return from == null || to == null
                    ? Optional.empty()
                    : Optional.of(Duration.between(from, to))
                            .map(span -> span.isNegative() ? Duration.ZERO : span);
        }

        private static Optional<Duration> sum(Optional<Duration> one, Optional<Duration> other) {
            return one.isEmpty() ? other : one.map(span -> span.plus(other.orElse(Duration.ZERO)));
        }
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
