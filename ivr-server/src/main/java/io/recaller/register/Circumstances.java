package io.recaller.register;

import io.recaller.contact.Kept;
import io.recaller.contact.TopicStore;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.Concerning;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.FactStore.Fact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.fact.RequestStore;
import io.recaller.contact.fact.RequestStore.Request;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.Resolution;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.notice.RequestNotices;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What other systems tell that may explain a contact: facts and requests. Each method is one
 * audited transaction. Thread-safe; blocks.
 */
public final class Circumstances {
    private final Database database;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final FieldCatalogue catalogue;
    private final FactStore facts;
    private final RequestStore requests;
    private final AuditTrail audit;
    private final RequestNotices changes;

    /**
     * The circumstances over one schema.
     *
     * @param ids makes UUIDv7
     */
    public Circumstances(
            Database database,
            InstantSource clock,
            Supplier<UUID> ids,
            CustomerStore customers,
            FieldCatalogue catalogue,
            TopicStore topics) {
        this.database = database;
        this.clock = clock;
        this.customers = customers;
        this.catalogue = catalogue;
        this.facts = new FactStore(ids, topics);
        this.requests = new RequestStore(ids, topics);
        this.audit = new AuditTrail(ids);
        this.changes = new RequestNotices(ids);
    }

    /**
     * Enters a fact or brings it up to date.
     *
     * @param teller name of the API key
     */
    public Told put(String teller, Whom whom, Fact fact) {
        var id = fact.source() + "/" + fact.externalId();
        return tell(
                teller,
                "fact.put",
                id,
                whom,
                (tx, concern, now) -> facts.put(tx, concern, fact, now));
    }

    /**
     * Enters a request or brings it up to date.
     *
     * @param teller name of the API key
     */
    public Told put(String teller, Whom whom, Request request) {
        var id = request.source() + "/" + request.externalId();
        return tell(
                teller,
                "request.put",
                id,
                whom,
                (tx, concern, now) -> put(tx, concern, request, now));
    }

    /** Its customer hears of it when it changes, not when it is opened. */
    private Kept put(Tx tx, Concern concern, Request request, Instant now) {
        var before = requests.find(tx, request.source(), request.externalId());
        var kept = requests.put(tx, concern, request, now);
        before.filter(was -> !was.customer().equals(concern.customer()))
                .ifPresent(_ -> changes.over(tx, id(request), now));
        before.filter(was -> hasChanged(was, request))
                .flatMap(_ -> concern.customer())
                .ifPresent(customer ->
                        changes.changed(
                                tx,
                                customer,
                                new RequestNotices.Changed(
                                        id(request), kept.topic(), request.tier(), request.texts()),
                                now));
        return kept;
    }

    private static String id(Request request) {
        return request.source() + "/" + request.externalId();
    }

    private static boolean hasChanged(Concerning<OpenRequest> was, Request now) {
        return !was.what().status().equals(now.status())
                || !was.closedAt().equals(now.closedAt())
                || !was.what().texts().equals(now.texts());
    }

    /** A fact as it was told, true now or not; empty when there is none under this id. */
    public Optional<Concerning<ActiveFact>> fact(
            AuditTrail.Actor by, String source, String externalId) {
        var id = source + "/" + externalId;
        return database.inTransaction(
                tx -> read(tx, by, "fact.read", id, facts.find(tx, source, externalId)));
    }

    /** As {@link #fact}. */
    public Optional<Concerning<OpenRequest>> request(
            AuditTrail.Actor by, String source, String externalId) {
        var id = source + "/" + externalId;
        return database.inTransaction(
                tx -> read(tx, by, "request.read", id, requests.find(tx, source, externalId)));
    }

    /**
     * It is as if the fact had never been told.
     *
     * @return false when there is none under this id
     */
    public boolean deleteFact(AuditTrail.Actor by, String source, String externalId) {
        var id = source + "/" + externalId;
        return database.inTransaction(tx -> {
            var there = facts.find(tx, source, externalId);
            there.ifPresent(
                    one -> note(tx, by, "fact.delete", id, one.customer(), clock.instant()));
            facts.delete(tx, source, externalId);
            return there.isPresent();
        });
    }

    /** As {@link #deleteFact}. */
    public boolean deleteRequest(AuditTrail.Actor by, String source, String externalId) {
        var id = source + "/" + externalId;
        return database.inTransaction(tx -> {
            var there = requests.find(tx, source, externalId);
            there.ifPresent(
                    one -> note(tx, by, "request.delete", id, one.customer(), clock.instant()));
            requests.delete(tx, source, externalId);
            changes.over(tx, id, clock.instant());
            return there.isPresent();
        });
    }

    /** Of an area nobody's data is read. */
    private <T> Optional<Concerning<T>> read(
            Tx tx, AuditTrail.Actor by, String action, String id, Optional<Concerning<T>> found) {
        found.flatMap(Concerning::customer)
                .ifPresent(one -> note(tx, by, action, id, Optional.of(one), clock.instant()));
        return found;
    }

    private Told tell(String teller, String action, String id, Whom whom, Store store) {
        var now = clock.instant();
        var by = new AuditTrail.Actor(AuditTrail.Kind.API, teller);
        return database.inTransaction(tx ->
                switch (whom) {
                    case Whom.WhoUses(Handle handle) ->
                            switch (customers.createWhenNew(tx, handle, now)) {
                                case Resolution.One(CustomerId one) -> {
                                    note(tx, by, action, id, Optional.of(one), now);
                                    yield kept(
                                            store.put(tx, new Concern.Of(one), now),
                                            Optional.of(one));
                                }
                                case Resolution.Several _, Resolution.Nobody _ -> new Told.Shared();
                            };
                    case Whom.In(String area) -> {
                        if (catalogue.area().isEmpty()) {
                            yield new Told.NoAreas();
                        }
                        var named = catalogue.area(area);
                        if (named.isEmpty()) {
                            yield new Told.NoSuchArea(
                                    catalogue.area().orElseThrow().format().words());
                        }
                        note(tx, by, action, id, Optional.empty(), now);
                        yield kept(
                                store.put(tx, new Concern.In(named.get()), now), Optional.empty());
                    }
                });
    }

    /**
     * On the trail, with which one it was.
     *
     * @param customer empty when it concerns an area
     */
    private void note(
            Tx tx,
            AuditTrail.Actor by,
            String action,
            String id,
            Optional<CustomerId> customer,
            Instant now) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        by.kind(), by.name(), action, customer, Optional.empty(), Map.of("id", id)),
                now);
    }

    private static Told kept(Kept kept, Optional<CustomerId> customer) {
        return new Told.Stored(kept, customer);
    }

    @FunctionalInterface
    private interface Store {
        Kept put(Tx tx, Concern concern, Instant now);
    }

    /** Whom it concerns, in the other system's words. */
    public sealed interface Whom {
        /** The one customer who uses this handle; created when nobody does. */
        record WhoUses(Handle handle) implements Whom {}

        /** Everybody whose area field has this value. */
        record In(String area) implements Whom {}
    }

    /** What came of telling. */
    public sealed interface Told {
        /**
         * It is there now.
         *
         * @param customer empty when it concerns an area
         */
        record Stored(Kept kept, Optional<CustomerId> customer) implements Told {}

        /** Nothing was stored: several customers use the handle. */
        record Shared() implements Told {}

        /** Nothing was stored: no field says where a customer is. */
        record NoAreas() implements Told {}

        /**
         * Nothing was stored: it would be nobody's area.
         *
         * @param words what an area is here: "6 digits"
         */
        record NoSuchArea(String words) implements Told {}
    }
}
