package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import io.recaller.routing.match.EntryId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Result;

/** Agents who were asked to take a contact and did not. */
public final class SilentAgents {
    /** Who was asked for each of the contacts that wait, this time, and did not take it. */
    public Map<EntryId, Set<AgentId>> ofAllWaiting(Tx tx) {
        return byEntry(
                tx.dsl()
                        .select(ASSIGNMENT.WAITING_CONTACT_ID, ASSIGNMENT.AGENT_ID)
                        .from(ASSIGNMENT)
                        .join(WAITING_CONTACT)
                        .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                        .where(WAITING_CONTACT.LEFT_AT.isNull(), isSilence())
                        .fetch());
    }

    /** As above, of these, waiting or not: by an index that holds nothing else. */
    public Map<EntryId, Set<AgentId>> of(Tx tx, Collection<EntryId> entries) {
        var ids = entries.stream().map(EntryId::value).toArray(UUID[]::new);
        return byEntry(
                tx.dsl()
                        .select(ASSIGNMENT.WAITING_CONTACT_ID, ASSIGNMENT.AGENT_ID)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.WAITING_CONTACT_ID.eq(any(ids)), isSilence())
                        .fetch());
    }

    private static Condition isSilence() {
        return ASSIGNMENT.OUTCOME.in(inline("no_answer"), inline("rejected"), inline("expired"));
    }

    private static Map<EntryId, Set<AgentId>> byEntry(Result<Record2<UUID, UUID>> rows) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                row -> new EntryId(row.value1()),
                                Collectors.mapping(
                                        row -> new AgentId(row.value2()), Collectors.toSet())));
    }
}
