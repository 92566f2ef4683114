package io.recaller.report;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.TOLD_WAIT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.db.Database;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Writes what happened, in the times of a clock on the wall; 2026-11-25 where no day is said. */
final class Day {
    private final Database database;
    private final ZoneId zone;

    Day(Database database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    /** {@code 09:00:10}, or {@code 24T23:59:50} of another day of that month. */
    Instant at(String time) {
        var parts = time.split("T", 2);
        return LocalDateTime.parse(
                        parts.length == 1
                                ? "2026-11-25T" + time
                                : "2026-11-" + parts[0] + "T" + parts[1])
                .atZone(zone)
                .toInstant();
    }

    AgentId agent(String login) {
        return database.inTransaction(
                tx -> new AgentStore().put(tx, login, login, Optional.empty(), Map.of()));
    }

    void is(AgentId agent, String time, String state) {
        is(agent, time, state, null);
    }

    /** As the desk writes it; a trigger writes the history. */
    void is(AgentId agent, String time, String state, @Nullable String reason) {
        database.runInTransaction(tx ->
                tx.dsl()
                        .update(AGENT_PRESENCE)
                        .set(AGENT_PRESENCE.STATE, state)
                        .set(AGENT_PRESENCE.REASON, reason)
                        .set(AGENT_PRESENCE.ENTERED_AT, at(time))
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .execute());
    }

    /** A contact of its own that joins the queue; how and when it left. */
    UUID wait(String joined, String outcome, String left) {
        var contact = UUID.randomUUID();
        database.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CONTACT_KEY)
                        .set(CONTACT_KEY.CONTACT_ID, contact)
                        .set(CONTACT_KEY.SOURCE, "phone")
                        .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                        .set(CONTACT_KEY.STARTED_AT, at(joined))
                        .execute());
        return wait(contact, joined, outcome, left);
    }

    UUID wait(UUID contact, String joined, String outcome, String left) {
        return wait(contact, "main", joined, outcome, left);
    }

    UUID wait(UUID contact, String queue, String joined, String outcome, String left) {
        var id = UUID.randomUUID();
        database.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(WAITING_CONTACT)
                        .set(WAITING_CONTACT.ID, id)
                        .set(WAITING_CONTACT.CONTACT_ID, contact)
                        .set(WAITING_CONTACT.QUEUE, queue)
                        .set(WAITING_CONTACT.REQUIREMENT, JSONB.valueOf("{}"))
                        .set(WAITING_CONTACT.ENTERED_AT, at(joined))
                        .set(WAITING_CONTACT.TURN_AT, at(joined))
                        .set(WAITING_CONTACT.STATE, state(outcome))
                        .set(WAITING_CONTACT.OUTCOME, outcome.isEmpty() ? null : outcome)
                        .set(WAITING_CONTACT.LEFT_AT, left.isEmpty() ? null : at(left))
                        .execute());
        return id;
    }

    private static String state(String outcome) {
        return switch (outcome) {
            case "" -> "waiting";
            case "answered", "requeued" -> "answered";
            default -> "left";
        };
    }

    UUID contactOf(UUID wait) {
        return database.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.CONTACT_ID)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.ID.eq(wait))
                        .fetchSingle(row -> row.value1()));
    }

    /** The caller is told a band, the how manieth time. */
    void told(UUID wait, int number, String time, int fromMinutes, int toMinutes) {
        database.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(TOLD_WAIT)
                        .set(TOLD_WAIT.WAITING_CONTACT_ID, wait)
                        .set(TOLD_WAIT.NUMBER, (short) number)
                        .set(TOLD_WAIT.TOLD_AT, at(time))
                        .set(TOLD_WAIT.FROM_MINUTES, fromMinutes)
                        .set(TOLD_WAIT.TO_MINUTES, toMinutes)
                        .set(TOLD_WAIT.EXPECTED_SECONDS, 60 * fromMinutes)
                        .execute());
    }

    /** The phone rang from then until then, and nothing came of it. */
    void rings(AgentId agent, UUID wait, String offered, String outcome, String closed) {
        leg(agent, wait, offered, null, null, closed, outcome);
    }

    void talks(
            AgentId agent,
            UUID wait,
            String offered,
            String connected,
            String wrapUp,
            String closed) {
        leg(agent, wait, offered, connected, wrapUp, closed, "answered");
    }

    private void leg(
            AgentId agent,
            UUID wait,
            String offered,
            @Nullable String connected,
            @Nullable String wrapUp,
            String closed,
            String outcome) {
        var contact = contactOf(wait);
        database.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(ASSIGNMENT)
                        .set(ASSIGNMENT.ID, UUID.randomUUID())
                        .set(ASSIGNMENT.CONTACT_ID, contact)
                        .set(ASSIGNMENT.WAITING_CONTACT_ID, wait)
                        .set(ASSIGNMENT.AGENT_ID, agent.value())
                        .set(ASSIGNMENT.CHANNEL, "phone")
                        .set(ASSIGNMENT.HELD_BY, "server-1")
                        .set(ASSIGNMENT.STATE, "closed")
                        .set(ASSIGNMENT.OFFERED_AT, at(offered))
                        .set(ASSIGNMENT.LEASE_UNTIL, at(offered))
                        .set(ASSIGNMENT.CONNECTED_AT, connected == null ? null : at(connected))
                        .set(ASSIGNMENT.WRAP_UP_AT, wrapUp == null ? null : at(wrapUp))
                        .set(ASSIGNMENT.WRAP_UP_UNTIL, wrapUp == null ? null : at(closed))
                        .set(ASSIGNMENT.OUTCOME, outcome)
                        .set(ASSIGNMENT.CLOSED_AT, at(closed))
                        .execute());
    }
}
