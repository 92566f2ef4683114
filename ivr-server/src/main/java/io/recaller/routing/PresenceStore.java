package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.AGENT_SKILL;
import static io.recaller.db.generated.Tables.STATION;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.recaller.agent.AgentId;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.AgentPresenceRecord;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The rows of what agents are doing; a trigger writes the history. */
final class PresenceStore {
    private final OfferStore offers;

    PresenceStore(OfferStore offers) {
        this.offers = offers;
    }

    /** Reads state and offer as one: nobody changes them in between. */
    Optional<Presence> find(Tx tx, AgentId agent) {
        return presence(
                tx,
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .forShare()
                        .fetchOne());
    }

    /** Holds the row until the transaction ends. */
    Optional<Presence> lock(Tx tx, AgentId agent) {
        return presence(
                tx,
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .forUpdate()
                        .fetchOne());
    }

    /** As {@link #lock}, for an agent still ready whom nobody else holds; else empty at once. */
    Optional<Presence> claim(Tx tx, AgentId agent, Instant now) {
        return presence(
                tx,
                tx.dsl()
                        .selectFrom(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .and(isReadyAt(now))
                        .forUpdate()
                        .skipLocked()
                        .fetchOne());
    }

    /** Everybody who can be rung now, with skills and phone. */
    List<ReadyAgent> ready(Tx tx, Instant now) {
        var skills =
                multiset(
                        select(AGENT_SKILL.SKILL, AGENT_SKILL.PROFICIENCY)
                                .from(AGENT_SKILL)
                                .where(AGENT_SKILL.AGENT_ID.eq(AGENT_PRESENCE.AGENT_ID)));
        return tx.dsl()
                .select(
                        AGENT_PRESENCE.AGENT_ID,
                        AGENT_PRESENCE.ENTERED_AT,
                        STATION.ID,
                        STATION.NAME,
                        STATION.ENDPOINT,
                        STATION.ASTERISK_SYSTEM,
                        skills)
                .from(AGENT_PRESENCE)
                .join(STATION)
                .on(STATION.ID.eq(AGENT_PRESENCE.STATION_ID))
                .join(AGENT)
                .on(AGENT.ID.eq(AGENT_PRESENCE.AGENT_ID).and(AGENT.DISABLED_AT.isNull()))
                .where(isReadyAt(now))
                .fetch(row ->
                        new ReadyAgent(
                                new AgentId(row.value1()),
                                row.value7()
                                        .intoMap(
                                                skill -> new Skill(skill.value1()),
                                                skill -> new Proficiency(skill.value2())),
                                row.value2(),
                                new Station(
                                        new StationId(row.value3()),
                                        row.value4(),
                                        row.value5(),
                                        Optional.ofNullable(row.value6()))));
    }

    /** Agents whose desk is silent for too long, or whose wrap-up is over. */
    List<AgentId> overdue(Tx tx, Instant now) {
        return tx.dsl()
                .select(AGENT_PRESENCE.AGENT_ID)
                .from(AGENT_PRESENCE)
                .where(
                        AGENT_PRESENCE
                                .STATE
                                .in("ready", "not_ready")
                                .and(AGENT_PRESENCE.LEASE_UNTIL.le(now)))
                .or(AGENT_PRESENCE.WRAP_UP_UNTIL.le(now))
                .fetch(row -> new AgentId(row.value1()));
    }

    /** Writes a presence whose row is locked. */
    void write(Tx tx, Presence presence) {
        var row = new AgentPresenceRecord();
        row.setStationId(presence.station().map(StationId::value).orElse(null));
        row.setEnteredAt(presence.since());
        row.setLeaseUntil(presence.leaseUntil().orElse(null));
        row.setReason(null);
        row.setContactId(null);
        row.setWrapUpUntil(null);
        switch (presence.state()) {
            case AgentState.LoggedOut _ -> {
                row.setState("logged_out");
                row.setHeldBy(null);
            }
            case AgentState.Ready _ -> row.setState("ready");
            case AgentState.Ringing(_, ContactId contact) -> {
                row.setState("ringing");
                row.setContactId(contact.value());
            }
            case AgentState.Talking(ContactId contact) -> {
                row.setState("talking");
                row.setContactId(contact.value());
            }
            case AgentState.WrapUp(ContactId contact, Instant until) -> {
                row.setState("wrap_up");
                row.setContactId(contact.value());
                row.setWrapUpUntil(until);
            }
            case AgentState.NotReady(NotReadyReason reason) -> {
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
    boolean renew(Tx tx, AgentId agent, String server, Instant leaseUntil) {
        return tx.dsl()
                        .update(AGENT_PRESENCE)
                        .set(AGENT_PRESENCE.LEASE_UNTIL, leaseUntil)
                        .set(AGENT_PRESENCE.HELD_BY, server)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .and(AGENT_PRESENCE.STATE.ne("logged_out"))
                        .execute()
                == 1;
    }

    boolean isTaken(Tx tx, StationId station, AgentId exceptBy) {
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

    private Optional<Presence> presence(Tx tx, @Nullable AgentPresenceRecord row) {
        return Optional.ofNullable(row)
                .map(found ->
                        new Presence(
                                new AgentId(found.getAgentId()),
                                state(tx, found),
                                Optional.ofNullable(found.getStationId()).map(StationId::new),
                                found.getEnteredAt(),
                                Optional.ofNullable(found.getLeaseUntil())));
    }

    private AgentState state(Tx tx, AgentPresenceRecord row) {
        return switch (row.getState()) {
            case "logged_out" -> new AgentState.LoggedOut();
            case "ready" -> new AgentState.Ready();
            case "ringing" -> ringing(tx, new AgentId(row.getAgentId()));
            case "talking" -> new AgentState.Talking(contact(row));
            case "wrap_up" -> new AgentState.WrapUp(contact(row), row.getWrapUpUntil());
            case "not_ready" -> new AgentState.NotReady(NotReadyReason.ofSlug(row.getReason()));
            default -> throw new IllegalStateException("unknown agent state: " + row.getState());
        };
    }

    private AgentState ringing(Tx tx, AgentId agent) {
        var offer = offers.openFor(tx, agent).orElseThrow();
        return new AgentState.Ringing(offer.id(), offer.contact());
    }

    private static ContactId contact(AgentPresenceRecord row) {
        return new ContactId(Objects.requireNonNull(row.getContactId()));
    }
}
