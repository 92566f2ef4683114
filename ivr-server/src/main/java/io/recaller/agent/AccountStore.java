package io.recaller.agent;

import static io.recaller.db.generated.Tables.AGENT;

import com.fasterxml.uuid.Generators;
import io.recaller.db.Tx;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of agents as who administers them changes them. A trigger ends the sessions of whoever
 * gets another password or is kept out.
 */
public final class AccountStore {
    private final AgentStore agents = new AgentStore();

    /**
     * Makes an agent.
     *
     * @param passwordHash from {@link Credentials#hash}
     * @param phone empty: the agent only writes
     * @return empty: somebody signs in by this name already; nothing was written
     */
    public Optional<AgentId> add(
            Tx tx,
            Login login,
            String name,
            String passwordHash,
            Map<Skill, Proficiency> skills,
            Optional<StationId> phone) {
        var made =
                tx.dsl()
                        .insertInto(AGENT)
                        .set(AGENT.ID, Generators.timeBasedEpochRandomGenerator().generate())
                        .set(AGENT.LOGIN, login.text())
                        .set(AGENT.NAME, name)
                        .set(AGENT.PASSWORD_HASH, passwordHash)
                        .set(AGENT.STATION_ID, phone.map(StationId::value).orElse(null))
                        .set(AGENT.ONLY_WRITES, phone.isEmpty())
                        .onConflictDoNothing()
                        .returning(AGENT.ID)
                        .fetchOptional(row -> new AgentId(row.getId()));
        made.ifPresent(agent -> agents.setSkills(tx, agent, skills));
        return made;
    }

    public void rename(Tx tx, AgentId agent, String name) {
        tx.dsl().update(AGENT).set(AGENT.NAME, name).where(AGENT.ID.eq(agent.value())).execute();
    }

    /** What was tried in vain before is forgotten. */
    public void setPassword(Tx tx, AgentId agent, String hash) {
        tx.dsl()
                .update(AGENT)
                .set(AGENT.PASSWORD_HASH, hash)
                .set(AGENT.SIGN_IN_FAILURES, 0)
                .setNull(AGENT.SIGN_IN_LOCKED_UNTIL)
                .where(AGENT.ID.eq(agent.value()))
                .execute();
    }

    /** From then on the agent cannot sign in and is offered nothing; a talk goes on. */
    public void disable(Tx tx, AgentId agent, Instant at) {
        tx.dsl()
                .update(AGENT)
                .set(AGENT.DISABLED_AT, at)
                .where(AGENT.ID.eq(agent.value()), AGENT.DISABLED_AT.isNull())
                .execute();
    }

    public void enable(Tx tx, AgentId agent) {
        tx.dsl()
                .update(AGENT)
                .setNull(AGENT.DISABLED_AT)
                .where(AGENT.ID.eq(agent.value()))
                .execute();
    }

    /**
     * Takes away all but the login and the name, which contacts of the past tell who served them
     * by. The login is free for somebody else.
     */
    public void remove(Tx tx, AgentId agent, Instant at) {
        disable(tx, agent, at);
        agents.setSkills(tx, agent, Map.of());
        tx.dsl()
                .update(AGENT)
                .setNull(AGENT.PASSWORD_HASH)
                .setNull(AGENT.STATION_ID)
                .set(AGENT.REMOVED_AT, at)
                .where(AGENT.ID.eq(agent.value()))
                .execute();
    }
}
