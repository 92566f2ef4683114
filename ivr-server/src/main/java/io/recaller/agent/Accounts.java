package io.recaller.agent;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.AGENT_SKILL;
import static io.recaller.db.generated.Tables.STATION;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.recaller.db.Tx;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Result;

/** Who there is, for who administers agents. Whoever was removed is not found. */
public final class Accounts {
    private static final Field<Result<Record2<String, Short>>> SKILLS =
            multiset(
                            select(AGENT_SKILL.SKILL, AGENT_SKILL.PROFICIENCY)
                                    .from(AGENT_SKILL)
                                    .where(AGENT_SKILL.AGENT_ID.eq(AGENT.ID)))
                    .as("skills");

    /** Everybody, by login. */
    public List<AgentAccount> all(Tx tx) {
        return read(tx, AGENT.REMOVED_AT.isNull());
    }

    public Optional<AgentAccount> find(Tx tx, Login login) {
        return read(tx, AGENT.LOGIN.eq(login.text()).and(AGENT.REMOVED_AT.isNull())).stream()
                .findFirst();
    }

    /** As {@link #find}; nobody else changes the agent until the transaction ends. */
    public Optional<AgentAccount> lock(Tx tx, Login login) {
        var _ =
                tx.dsl()
                        .select(AGENT.ID)
                        .from(AGENT)
                        .where(AGENT.LOGIN.eq(login.text()), AGENT.REMOVED_AT.isNull())
                        .forNoKeyUpdate()
                        .fetchOne();
        return find(tx, login);
    }

    private static List<AgentAccount> read(Tx tx, Condition which) {
        return tx.dsl()
                .select(
                        AGENT.ID,
                        AGENT.LOGIN,
                        AGENT.NAME,
                        AGENT.DISABLED_AT,
                        SKILLS,
                        STATION.ID,
                        STATION.NAME,
                        STATION.ENDPOINT,
                        STATION.ASTERISK_SYSTEM,
                        AGENT_PRESENCE.STATE,
                        AGENT_PRESENCE.REASON,
                        AGENT_PRESENCE.ENTERED_AT)
                .from(AGENT)
                .join(AGENT_PRESENCE)
                .on(AGENT_PRESENCE.AGENT_ID.eq(AGENT.ID))
                .leftJoin(STATION)
                .on(STATION.ID.eq(AGENT.STATION_ID))
                .where(which)
                .orderBy(AGENT.LOGIN)
                .fetch(Accounts::account);
    }

    private static AgentAccount account(Record row) {
        var skills =
                row.get(SKILLS).stream()
                        .collect(
                                Collectors.toMap(
                                        skill -> new Skill(skill.value1()),
                                        skill -> new Proficiency(skill.value2()),
                                        Proficiency::higher));
        return new AgentAccount(
                Agent.of(
                        new AgentId(row.get(AGENT.ID)),
                        row.get(AGENT.LOGIN),
                        row.get(AGENT.NAME),
                        skills),
                Optional.ofNullable(row.get(STATION.ID)).map(id -> phone(row, id)),
                PresenceStore.availability(row.into(AGENT_PRESENCE)),
                row.get(AGENT_PRESENCE.ENTERED_AT),
                Optional.ofNullable(row.get(AGENT.DISABLED_AT)));
    }

    private static Station phone(Record row, UUID id) {
        return new Station(
                new StationId(id),
                row.get(STATION.NAME),
                row.get(STATION.ENDPOINT),
                Optional.ofNullable(row.get(STATION.ASTERISK_SYSTEM)));
    }
}
