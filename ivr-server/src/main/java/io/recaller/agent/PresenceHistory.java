package io.recaller.agent;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_STATE;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.select;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When agents were there, took contacts, or why not, for who counts it. Any thread. */
public final class PresenceHistory {

    /**
     * Every agent there ever was, by login; of several who had the same one the first comes first.
     */
    public Map<AgentId, String> logins(Tx tx) {
        var logins = new LinkedHashMap<AgentId, String>();
        tx.dsl()
                .select(AGENT.ID, AGENT.LOGIN)
                .from(AGENT)
                .orderBy(AGENT.LOGIN, AGENT.CREATED_AT, AGENT.ID)
                .forEach(row -> logins.put(new AgentId(row.value1()), row.value2()));
        return logins;
    }

    /**
     * Of each of these agents the state at the first instant and all that began before the second,
     * in the order they were entered.
     */
    public Map<AgentId, List<PastState>> states(
            Tx tx, Collection<AgentId> agents, Instant from, Instant to) {
        var ids = agents.stream().map(AgentId::value).toList();
        var first =
                lateral(
                                select(
                                                AGENT_STATE.ID,
                                                AGENT_STATE.AGENT_ID,
                                                AGENT_STATE.STATE,
                                                AGENT_STATE.REASON,
                                                AGENT_STATE.ENTERED_AT)
                                        .from(AGENT_STATE)
                                        .where(
                                                AGENT_STATE.AGENT_ID.eq(AGENT.ID),
                                                AGENT_STATE.ENTERED_AT.lt(from))
                                        .orderBy(
                                                AGENT_STATE.ENTERED_AT.desc(),
                                                AGENT_STATE.ID.desc())
                                        .limit(1))
                        .as("first");
        return tx
                .dsl()
                .select(
                        first.field(AGENT_STATE.ID),
                        first.field(AGENT_STATE.AGENT_ID),
                        first.field(AGENT_STATE.STATE),
                        first.field(AGENT_STATE.REASON),
                        first.field(AGENT_STATE.ENTERED_AT))
                .from(AGENT)
                .crossJoin(first)
                .where(AGENT.ID.in(ids))
                .unionAll(
                        select(
                                        AGENT_STATE.ID,
                                        AGENT_STATE.AGENT_ID,
                                        AGENT_STATE.STATE,
                                        AGENT_STATE.REASON,
                                        AGENT_STATE.ENTERED_AT)
                                .from(AGENT_STATE)
                                .where(
                                        AGENT_STATE.AGENT_ID.in(ids),
                                        AGENT_STATE.ENTERED_AT.ge(from),
                                        AGENT_STATE.ENTERED_AT.lt(to)))
                .orderBy(1)
                .fetch(row ->
                        new PastState(
                                new AgentId(row.value2()),
                                availability(row.value3(), row.value4()),
                                row.value5()))
                .stream()
                .collect(Collectors.groupingBy(PastState::agent));
    }

    /** Who rang, talked or wrapped up before assignments were rows of their own was ready. */
    private static Availability availability(String state, @Nullable String reason) {
        return switch (state) {
            case "logged_out" -> new Availability.LoggedOut();
            case "not_ready" ->
                    new Availability.NotReady(
                            new NotReadyReason(Objects.requireNonNullElse(reason, "break")));
            default -> new Availability.Ready();
        };
    }
}
