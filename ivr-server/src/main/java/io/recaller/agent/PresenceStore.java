package io.recaller.agent;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.AGENT_SKILL;
import static io.recaller.db.generated.Tables.STATION;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.AgentPresenceRecord;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/** The rows of who takes contacts; a trigger writes the history. */
public final class PresenceStore {
    /** Nobody changes it, or what the agent holds, until the transaction ends. */
    public Optional<Presence> find(Tx tx, AgentId agent) {
        return presence(
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .forShare()
                        .fetchOne());
    }

    /** As it is now, without a lock. */
    public Optional<Presence> seen(Tx tx, AgentId agent) {
        return presence(
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .fetchOne());
    }

    /** Holds the row until the transaction ends, and with it what the agent holds. */
    public Optional<Presence> lock(Tx tx, AgentId agent) {
        return presence(
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .forUpdate()
                        .fetchOne());
    }

    /** As above, of several, in one order: of all that a transaction locks, at once. */
    public void lock(Tx tx, Collection<AgentId> agents) {
        var _ =
                tx.dsl()
                        .select(AGENT_PRESENCE.AGENT_ID)
                        .from(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(any(ids(agents))))
                        .orderBy(AGENT_PRESENCE.AGENT_ID)
                        .forUpdate()
                        .fetch();
    }

    /**
     * As {@link #lock(Tx, AgentId)}, for an agent still ready whom nobody else holds; else empty at
     * once.
     */
    public Optional<Presence> claim(Tx tx, AgentId agent, Instant now) {
        return presence(
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .and(isReadyAt(now))
                        .forUpdate()
                        .skipLocked()
                        .fetchOne());
    }

    /** The phone the agent sits at, or sat at last; waits for nobody who changes that. */
    public Optional<Station> station(Tx tx, AgentId agent) {
        return tx.dsl()
                .select(STATION.ID, STATION.NAME, STATION.ENDPOINT, STATION.ASTERISK_SYSTEM)
                .from(AGENT_PRESENCE)
                .join(STATION)
                .on(STATION.ID.eq(AGENT_PRESENCE.STATION_ID))
                .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                .fetchOptional(row ->
                        new Station(
                                new StationId(row.value1()),
                                row.value2(),
                                row.value3(),
                                Optional.ofNullable(row.value4())));
    }

    /** As {@link #claim(Tx, AgentId, Instant)}, of several; those not to be had are missing. */
    public Map<AgentId, Presence> claim(Tx tx, Collection<AgentId> agents, Instant now) {
        return tx
                .dsl()
                .selectFrom(AGENT_PRESENCE)
                .where(AGENT_PRESENCE.AGENT_ID.eq(any(ids(agents))), isReadyAt(now))
                .forUpdate()
                .skipLocked()
                .fetch()
                .stream()
                .flatMap(row -> presence(row).stream())
                .collect(Collectors.toUnmodifiableMap(Presence::agent, presence -> presence));
    }

    /** Everybody who is signed in, ready or not, with skills and phone. */
    public List<AtWork> atWork(Tx tx, Instant now) {
        return atWork(tx, noCondition(), now);
    }

    /** As above, of these; who is not signed in, or may not be, is missing. */
    public List<AtWork> atWork(Tx tx, Collection<AgentId> agents, Instant now) {
        return atWork(tx, AGENT_PRESENCE.AGENT_ID.eq(any(ids(agents))), now);
    }

    private static List<AtWork> atWork(Tx tx, Condition which, Instant now) {
        var skills =
                tx
                        .dsl()
                        .select(AGENT_SKILL.AGENT_ID, AGENT_SKILL.SKILL, AGENT_SKILL.PROFICIENCY)
                        .from(AGENT_SKILL)
                        .join(AGENT_PRESENCE)
                        .on(AGENT_PRESENCE.AGENT_ID.eq(AGENT_SKILL.AGENT_ID))
                        .where(which, isSignedIn())
                        .fetch()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Record3::value1,
                                        Collectors.toMap(
                                                row -> new Skill(row.value2()),
                                                row -> new Proficiency(row.value3()),
                                                Proficiency::higher)));
        return tx.dsl()
                .select(
                        AGENT_PRESENCE.AGENT_ID,
                        AGENT_PRESENCE.VERSION,
                        field(isReadyAt(now)),
                        AGENT_PRESENCE.ENTERED_AT,
                        STATION.ID,
                        STATION.NAME,
                        STATION.ENDPOINT,
                        STATION.ASTERISK_SYSTEM)
                .from(AGENT_PRESENCE)
                .join(AGENT)
                .on(AGENT.ID.eq(AGENT_PRESENCE.AGENT_ID).and(AGENT.DISABLED_AT.isNull()))
                .leftJoin(STATION)
                .on(STATION.ID.eq(AGENT_PRESENCE.STATION_ID))
                .where(which, isSignedIn())
                .fetch(row ->
                        new AtWork(
                                new AgentId(row.value1()),
                                skills.getOrDefault(row.value1(), Map.of()),
                                new AtWork.Mark(row.value2(), row.value3()),
                                row.value4(),
                                Optional.ofNullable(row.value5())
                                        .map(id ->
                                                new Station(
                                                        new StationId(id),
                                                        row.value6(),
                                                        row.value7(),
                                                        Optional.ofNullable(row.value8())))));
    }

    /** Of everybody who is signed in: to compare with what was read before. */
    public Map<AgentId, AtWork.Mark> marks(Tx tx, Instant now) {
        return tx.dsl()
                .select(AGENT_PRESENCE.AGENT_ID, AGENT_PRESENCE.VERSION, field(isReadyAt(now)))
                .from(AGENT_PRESENCE)
                .join(AGENT)
                .on(AGENT.ID.eq(AGENT_PRESENCE.AGENT_ID).and(AGENT.DISABLED_AT.isNull()))
                .where(isSignedIn())
                .fetchMap(
                        row -> new AgentId(row.value1()),
                        row -> new AtWork.Mark(row.value2(), row.value3()));
    }

    private static Condition isSignedIn() {
        return AGENT_PRESENCE.STATE.in("ready", "not_ready");
    }

    private static UUID[] ids(Collection<AgentId> agents) {
        return agents.stream().map(AgentId::value).toArray(UUID[]::new);
    }

    /** Who sits at a phone. */
    public record Seated(AgentId agent, StationId station) {}

    /**
     * Who is signed in at the phone of that endpoint, if there is one only.
     *
     * @param asteriskSystem the Asterisk that has it; a phone of none belongs to any
     */
    public Optional<Seated> seated(Tx tx, String endpoint, String asteriskSystem) {
        var found =
                tx.dsl()
                        .select(AGENT_PRESENCE.AGENT_ID, STATION.ID)
                        .from(AGENT_PRESENCE)
                        .join(STATION)
                        .on(STATION.ID.eq(AGENT_PRESENCE.STATION_ID))
                        .where(
                                isSignedIn(),
                                STATION.ENDPOINT.eq(endpoint),
                                STATION.ASTERISK_SYSTEM
                                        .isNull()
                                        .or(STATION.ASTERISK_SYSTEM.eq(asteriskSystem)))
                        .limit(2)
                        .fetch(row ->
                                new Seated(new AgentId(row.value1()), new StationId(row.value2())));
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Everybody who is signed in, ready or not, with skills. */
    public Map<AgentId, Map<Skill, Proficiency>> signedIn(Tx tx) {
        return tx.dsl()
                .select(AGENT_PRESENCE.AGENT_ID, skills())
                .from(AGENT_PRESENCE)
                .join(AGENT)
                .on(AGENT.ID.eq(AGENT_PRESENCE.AGENT_ID).and(AGENT.DISABLED_AT.isNull()))
                .where(AGENT_PRESENCE.STATE.in("ready", "not_ready"))
                .fetchMap(row -> new AgentId(row.value1()), row -> levels(row.value2()));
    }

    private static Field<Result<Record2<String, Short>>> skills() {
        return multiset(
                select(AGENT_SKILL.SKILL, AGENT_SKILL.PROFICIENCY)
                        .from(AGENT_SKILL)
                        .where(AGENT_SKILL.AGENT_ID.eq(AGENT_PRESENCE.AGENT_ID)));
    }

    private static Map<Skill, Proficiency> levels(Result<Record2<String, Short>> rows) {
        return rows.stream()
                .collect(
                        Collectors.toMap(
                                skill -> new Skill(skill.value1()),
                                skill -> new Proficiency(skill.value2()),
                                Proficiency::higher));
    }

    /** Agents at work whose desk is silent for too long. */
    public List<AgentId> silent(Tx tx, Instant now) {
        return tx.dsl()
                .select(AGENT_PRESENCE.AGENT_ID)
                .from(AGENT_PRESENCE)
                .where(
                        AGENT_PRESENCE.STATE.in("ready", "not_ready"),
                        AGENT_PRESENCE.LEASE_UNTIL.le(now))
                .fetch(row -> new AgentId(row.value1()));
    }

    /** Writes a presence whose row is locked. */
    public void write(Tx tx, Presence presence) {
        var row = new AgentPresenceRecord();
        row.setStationId(presence.station().map(StationId::value).orElse(null));
        row.setEnteredAt(presence.since());
        row.setLeaseUntil(presence.leaseUntil().orElse(null));
        row.setReason(null);
        switch (presence.availability()) {
            case Availability.LoggedOut _ -> {
                row.setState("logged_out");
                row.setHeldBy(null);
            }
            case Availability.Ready _ -> row.setState("ready");
            case Availability.NotReady(NotReadyReason reason) -> {
                row.setState("not_ready");
                row.setReason(reason.slug());
            }
        }
        tx.dsl()
                .update(AGENT_PRESENCE)
                .set(row)
                .set(AGENT_PRESENCE.VERSION, AGENT_PRESENCE.VERSION.plus(1))
                .where(AGENT_PRESENCE.AGENT_ID.eq(presence.agent().value()))
                .execute();
    }

    /** A sign of life; the state, its version and its history stay. False: logged out. */
    public boolean renew(Tx tx, AgentId agent, String server, Instant leaseUntil) {
        return tx.dsl()
                        .update(AGENT_PRESENCE)
                        .set(AGENT_PRESENCE.LEASE_UNTIL, leaseUntil)
                        .set(AGENT_PRESENCE.HELD_BY, server)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .and(AGENT_PRESENCE.STATE.ne("logged_out"))
                        .execute()
                == 1;
    }

    /** Whether somebody else sits at that phone. */
    public boolean isTaken(Tx tx, StationId station, AgentId exceptBy) {
        return tx.dsl()
                .fetchExists(
                        AGENT_PRESENCE,
                        AGENT_PRESENCE.STATION_ID.eq(station.value()),
                        AGENT_PRESENCE.STATE.ne("logged_out"),
                        AGENT_PRESENCE.AGENT_ID.ne(exceptBy.value()));
    }

    private static Condition isReadyAt(Instant now) {
        return AGENT_PRESENCE
                .STATE
                .eq("ready")
                .and(AGENT_PRESENCE.LEASE_UNTIL.isNull().or(AGENT_PRESENCE.LEASE_UNTIL.gt(now)));
    }

    private static Optional<Presence> presence(@Nullable AgentPresenceRecord row) {
        return Optional.ofNullable(row)
                .map(found ->
                        new Presence(
                                new AgentId(found.getAgentId()),
                                availability(found),
                                Optional.ofNullable(found.getStationId()).map(StationId::new),
                                found.getEnteredAt(),
                                Optional.ofNullable(found.getLeaseUntil())));
    }

    static Availability availability(AgentPresenceRecord row) {
        return switch (row.getState()) {
            case "logged_out" -> new Availability.LoggedOut();
            case "ready" -> new Availability.Ready();
            case "not_ready" -> new Availability.NotReady(new NotReadyReason(row.getReason()));
            default -> throw new IllegalStateException("unknown agent state: " + row.getState());
        };
    }
}
