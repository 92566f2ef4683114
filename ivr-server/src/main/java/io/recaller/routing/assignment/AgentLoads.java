package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.routing.assignment.AssignmentConditions.CLOSED;
import static io.recaller.routing.assignment.AssignmentConditions.CONNECTED;
import static io.recaller.routing.assignment.AssignmentConditions.WRAP_UP;
import static io.recaller.routing.assignment.AssignmentConditions.channel;
import static io.recaller.routing.assignment.AssignmentConditions.isOpen;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.unnest;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.db.Tx;
import io.recaller.routing.match.Load;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;

/** How much agents hold, and since when their hands are freer. */
public final class AgentLoads {
    /** How much everybody holds; who holds nothing is missing, and what rests is nothing. */
    public Map<AgentId, Load> all(Tx tx) {
        return loads(tx, noCondition());
    }

    /** As above, of these. */
    public Map<AgentId, Load> of(Tx tx, Collection<AgentId> agents) {
        var ids = agents.stream().map(AgentId::value).toArray(UUID[]::new);
        return loads(tx, ASSIGNMENT.AGENT_ID.eq(any(ids)));
    }

    /** Of each row as little as says that: there is one for each agent who talks. */
    private static Map<AgentId, Load> loads(Tx tx, Condition whose) {
        var loads = new HashMap<AgentId, Load>();
        tx.dsl()
                .select(ASSIGNMENT.AGENT_ID, ASSIGNMENT.CHANNEL, ASSIGNMENT.STATE.ne(WRAP_UP))
                .from(ASSIGNMENT)
                .where(whose, isOpen(), takesRoom())
                .forEach(row ->
                        loads.merge(
                                new AgentId(row.value1()),
                                Load.of(channel(row.value2()), row.value3()),
                                Load::plus));
        return loads;
    }

    private static Condition takesRoom() {
        return ASSIGNMENT.RESTS_SINCE.isNull().or(ASSIGNMENT.STATE.ne(inline(CONNECTED)));
    }

    /** Whether the last offer that this agent let pass was of somebody who writes. */
    public boolean hasLetWriterPass(Tx tx, AgentId agent) {
        return tx.dsl()
                .select(ASSIGNMENT.CHANNEL)
                .from(ASSIGNMENT)
                .where(
                        ASSIGNMENT.AGENT_ID.eq(agent.value()),
                        ASSIGNMENT.STATE.eq(inline(CLOSED)),
                        ASSIGNMENT.OUTCOME.eq(Assignment.Outcome.NO_ANSWER.row()))
                .orderBy(ASSIGNMENT.CLOSED_AT.desc())
                .limit(1)
                .fetchOptional(ASSIGNMENT.CHANNEL)
                .filter(channel -> !channel.equals(Channel.SPOKEN.slug()))
                .isPresent();
    }

    /** When the hands of each of these agents last got freer; none: never held anything. */
    public Map<AgentId, Instant> lastClosed(Tx tx, Collection<AgentId> agents) {
        var asked = unnest(agents.stream().map(AgentId::value).toArray(UUID[]::new)).as("a", "id");
        var id = field(name("a", "id"), UUID.class);
        var last =
                field(
                        select(max(ASSIGNMENT.CLOSED_AT))
                                .from(ASSIGNMENT)
                                .where(
                                        ASSIGNMENT.AGENT_ID.eq(id),
                                        ASSIGNMENT.STATE.eq(inline(CLOSED))));
        return tx.dsl().select(id, last).from(asked).fetch().stream()
                .filter(row -> row.value2() != null)
                .collect(
                        Collectors.toUnmodifiableMap(
                                row -> new AgentId(row.value1()), row -> row.value2()));
    }
}
