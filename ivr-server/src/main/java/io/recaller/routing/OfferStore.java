package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.OFFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.coalesce;

import io.recaller.agent.AgentId;
import io.recaller.agent.StationId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.OfferRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/** The rows of offers. An offer changes only while its contact's row in the queue is locked. */
final class OfferStore {
    void open(Tx tx, Offer offer, StationId station, String server, Instant at, List<String> why) {
        var row = tx.dsl().newRecord(OFFER);
        row.setId(offer.id().value());
        row.setContactId(offer.contact().value());
        row.setAgentId(offer.agent().value());
        row.setStationId(station.value());
        row.setHeldBy(server);
        row.setOfferedAt(at);
        row.setLeaseUntil(offer.leaseUntil());
        row.setReasons(why.toArray(String[]::new));
        row.insert();
    }

    Optional<Offer> find(Tx tx, OfferId offer) {
        return one(tx, OFFER.ID.eq(offer.value()));
    }

    Optional<Offer> openFor(Tx tx, ContactId contact) {
        return one(tx, OFFER.CONTACT_ID.eq(contact.value()).and(OFFER.OUTCOME.isNull()));
    }

    Optional<Offer> openFor(Tx tx, AgentId agent) {
        return one(tx, OFFER.AGENT_ID.eq(agent.value()).and(OFFER.OUTCOME.isNull()));
    }

    boolean wasServedBy(Tx tx, ContactId contact, AgentId agent) {
        return tx.dsl()
                .fetchExists(
                        OFFER,
                        OFFER.CONTACT_ID.eq(contact.value()),
                        OFFER.AGENT_ID.eq(agent.value()),
                        OFFER.OUTCOME.eq(OfferOutcome.ANSWERED.row()));
    }

    List<OfferId> expired(Tx tx, Reach reach, Instant now) {
        return tx.dsl()
                .select(OFFER.ID)
                .from(OFFER)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.CONTACT_ID.eq(OFFER.CONTACT_ID))
                .where(
                        OFFER.OUTCOME.isNull(),
                        OFFER.LEASE_UNTIL.le(now),
                        coalesce(WAITING_CONTACT.ASTERISK_SYSTEM, "").eq(reach.system()))
                .orderBy(OFFER.LEASE_UNTIL)
                .fetch(row -> new OfferId(row.value1()));
    }

    /** Offers whose agent rings or talks for them now: of an agent's several the latest. */
    List<Engagement> engaged(Tx tx) {
        return tx.dsl()
                .select(
                        OFFER.ID,
                        OFFER.CONTACT_ID,
                        OFFER.AGENT_ID,
                        OFFER.OUTCOME.isNotNull(),
                        WAITING_CONTACT.ASTERISK_SYSTEM)
                .distinctOn(OFFER.AGENT_ID)
                .from(OFFER)
                .join(AGENT_PRESENCE)
                .on(AGENT_PRESENCE.AGENT_ID.eq(OFFER.AGENT_ID))
                .and(AGENT_PRESENCE.CONTACT_ID.eq(OFFER.CONTACT_ID))
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.CONTACT_ID.eq(OFFER.CONTACT_ID))
                .where(AGENT_PRESENCE.STATE.eq("ringing").and(OFFER.OUTCOME.isNull()))
                .or(
                        AGENT_PRESENCE
                                .STATE
                                .eq("talking")
                                .and(OFFER.OUTCOME.eq(OfferOutcome.ANSWERED.row())))
                .orderBy(OFFER.AGENT_ID, OFFER.OFFERED_AT.desc())
                .fetch(row ->
                        new Engagement(
                                new OfferId(row.value1()),
                                new ContactId(row.value2()),
                                new AgentId(row.value3()),
                                row.value4(),
                                Optional.ofNullable(row.value5())));
    }

    /** Also gives a late answer the last word over an earlier outcome. */
    void close(Tx tx, OfferId offer, OfferOutcome outcome, Instant at) {
        tx.dsl()
                .update(OFFER)
                .set(OFFER.OUTCOME, outcome.row())
                .set(OFFER.CLOSED_AT, at)
                .where(OFFER.ID.eq(offer.value()))
                .execute();
    }

    private static Optional<Offer> one(Tx tx, Condition which) {
        return tx.dsl().selectFrom(OFFER).where(which).fetchOptional(OfferStore::offer);
    }

    private static Offer offer(OfferRecord row) {
        return new Offer(
                new OfferId(row.getId()),
                new ContactId(row.getContactId()),
                new AgentId(row.getAgentId()),
                row.getLeaseUntil(),
                Optional.ofNullable(row.getOutcome()).map(OfferOutcome::ofRow));
    }
}
