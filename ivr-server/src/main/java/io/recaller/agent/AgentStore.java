package io.recaller.agent;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_SKILL;
import static io.recaller.db.generated.Tables.STATION;

import com.fasterxml.uuid.Generators;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.AgentRecord;
import io.recaller.db.generated.tables.records.StationRecord;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.Condition;

/** Who can serve contacts, what they can do, and the phones they sit at. */
public final class AgentStore {
    /**
     * Makes an agent, or renews name, password and skills of the one who has this login.
     *
     * @param login letters, digits and {@code . _ @ -}; stored in lower case
     * @param passwordHash from {@link Credentials#hash}; empty: cannot sign in
     */
    public AgentId put(
            Tx tx,
            String login,
            String name,
            Optional<String> passwordHash,
            Map<Skill, Proficiency> skills) {
        var id =
                tx.dsl()
                        .insertInto(AGENT)
                        .set(AGENT.ID, Generators.timeBasedEpochRandomGenerator().generate())
                        .set(AGENT.LOGIN, login.toLowerCase(Locale.ROOT))
                        .set(AGENT.NAME, name)
                        .set(AGENT.PASSWORD_HASH, passwordHash.orElse(null))
                        .onConflict(AGENT.LOGIN)
                        .where(AGENT.REMOVED_AT.isNull())
                        .doUpdate()
                        .set(AGENT.NAME, name)
                        .set(AGENT.PASSWORD_HASH, passwordHash.orElse(null))
                        .set(AGENT.SIGN_IN_FAILURES, 0)
                        .setNull(AGENT.SIGN_IN_LOCKED_UNTIL)
                        .returning(AGENT.ID)
                        .fetchSingle(row -> new AgentId(row.getId()));
        setSkills(tx, id, skills);
        return id;
    }

    /** Replaces what the agent can do. */
    public void setSkills(Tx tx, AgentId agent, Map<Skill, Proficiency> skills) {
        tx.dsl().deleteFrom(AGENT_SKILL).where(AGENT_SKILL.AGENT_ID.eq(agent.value())).execute();
        skills.forEach((skill, proficiency) ->
                tx.dsl()
                        .insertInto(AGENT_SKILL)
                        .set(AGENT_SKILL.AGENT_ID, agent.value())
                        .set(AGENT_SKILL.SKILL, skill.name())
                        .set(AGENT_SKILL.PROFICIENCY, (short) proficiency.level())
                        .execute());
    }

    /** Also one who was removed since. */
    public Optional<Agent> find(Tx tx, AgentId agent) {
        return find(tx, AGENT.ID.eq(agent.value()));
    }

    /** An agent who was not removed. */
    public Optional<Agent> kept(Tx tx, AgentId agent) {
        return find(tx, AGENT.ID.eq(agent.value()).and(AGENT.REMOVED_AT.isNull()));
    }

    /** An agent who may sign in. */
    public Optional<Agent> active(Tx tx, AgentId agent) {
        return find(tx, AGENT.ID.eq(agent.value()).and(AGENT.DISABLED_AT.isNull()));
    }

    /** The agent who signs in by this name, in whatever case it is written. */
    public Optional<Agent> find(Tx tx, String login) {
        return find(tx, isSignedInBy(login));
    }

    private static Condition isSignedInBy(String login) {
        return AGENT.LOGIN.eq(login.toLowerCase(Locale.ROOT)).and(AGENT.REMOVED_AT.isNull());
    }

    private static Optional<Agent> find(Tx tx, Condition which) {
        return tx.dsl().selectFrom(AGENT).where(which).fetchOptional(row -> agent(tx, row));
    }

    /**
     * Makes a phone, or renews the endpoint of the one that has this name.
     *
     * @param endpoint what Asterisk dials to ring it, such as {@code PJSIP/1001}
     * @param asteriskSystem the Asterisk that knows the endpoint; empty: the only one
     */
    public Station putStation(
            Tx tx, String name, String endpoint, Optional<String> asteriskSystem) {
        return tx.dsl()
                .insertInto(STATION)
                .set(STATION.ID, Generators.timeBasedEpochRandomGenerator().generate())
                .set(STATION.NAME, name)
                .set(STATION.ENDPOINT, endpoint)
                .set(STATION.ASTERISK_SYSTEM, asteriskSystem.orElse(null))
                .onConflict(STATION.NAME)
                .doUpdate()
                .set(STATION.ENDPOINT, endpoint)
                .set(STATION.ASTERISK_SYSTEM, asteriskSystem.orElse(null))
                .returning()
                .fetchSingle(AgentStore::station);
    }

    /** Every phone, by name. */
    public List<Station> stations(Tx tx) {
        return tx.dsl().selectFrom(STATION).orderBy(STATION.NAME).fetch(AgentStore::station);
    }

    /** The phone the agent sat at last, or was given. */
    public Optional<Station> usualStation(Tx tx, String login) {
        return tx.dsl()
                .select(STATION.fields())
                .from(AGENT)
                .join(STATION)
                .on(STATION.ID.eq(AGENT.STATION_ID))
                .where(isSignedInBy(login))
                .fetchOptional(row -> station(row.into(STATION)));
    }

    public void sitsUsuallyAt(Tx tx, AgentId agent, StationId station) {
        tx.dsl()
                .update(AGENT)
                .set(AGENT.STATION_ID, station.value())
                .set(AGENT.ONLY_WRITES, false)
                .where(
                        AGENT.ID.eq(agent.value()),
                        AGENT.STATION_ID
                                .isDistinctFrom(station.value())
                                .or(AGENT.ONLY_WRITES.isTrue()))
                .execute();
    }

    /** The agent serves those who write, and needs no phone. */
    public void onlyWrites(Tx tx, AgentId agent) {
        tx.dsl()
                .update(AGENT)
                .setNull(AGENT.STATION_ID)
                .set(AGENT.ONLY_WRITES, true)
                .where(AGENT.ID.eq(agent.value()))
                .execute();
    }

    /** Whether that was said of the agent. */
    public boolean isWriter(Tx tx, AgentId agent) {
        return tx.dsl().fetchExists(AGENT, AGENT.ID.eq(agent.value()), AGENT.ONLY_WRITES.isTrue());
    }

    /**
     * The phone that somebody means who gives its name, what Asterisk dials, or only the number or
     * name in it: {@code PJSIP/1102} is 1102 to who sits there. A name counts first.
     *
     * @return empty when there is none, or two of them
     */
    public Optional<Station> meant(Tx tx, String given) {
        var wanted = given.strip();
        var all = stations(tx);
        return all.stream()
                .filter(station -> station.name().equalsIgnoreCase(wanted))
                .findFirst()
                .or(() -> only(all, station -> station.endpoint().equalsIgnoreCase(wanted)))
                .or(() -> only(all, station -> station.number().equalsIgnoreCase(wanted)));
    }

    private static Optional<Station> only(List<Station> all, Predicate<Station> which) {
        var found = all.stream().filter(which).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    public Optional<Station> station(Tx tx, String name) {
        return tx.dsl()
                .selectFrom(STATION)
                .where(STATION.NAME.eq(name))
                .fetchOptional(AgentStore::station);
    }

    private static Agent agent(Tx tx, AgentRecord row) {
        var skills =
                tx
                        .dsl()
                        .selectFrom(AGENT_SKILL)
                        .where(AGENT_SKILL.AGENT_ID.eq(row.getId()))
                        .fetch()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        skill -> new Skill(skill.getSkill()),
                                        skill -> new Proficiency(skill.getProficiency()),
                                        Proficiency::higher));
        return Agent.of(new AgentId(row.getId()), row.getLogin(), row.getName(), skills);
    }

    private static Station station(StationRecord row) {
        return new Station(
                new StationId(row.getId()),
                row.getName(),
                row.getEndpoint(),
                Optional.ofNullable(row.getAsteriskSystem()));
    }
}
