package io.recaller.contact;

import static io.recaller.db.generated.Tables.REQUEST;
import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Requests and cases with a status, as other systems report them. Thread-safe. */
public final class RequestStore {
    private final Supplier<UUID> ids;
    private final TopicStore topics;

    /**
     * A store over one schema.
     *
     * @param ids makes UUIDv7
     */
    public RequestStore(Supplier<UUID> ids, TopicStore topics) {
        this.ids = ids;
        this.topics = topics;
    }

    /** Enters a request or brings the one with the same source and external id up to date. */
    public void upsert(Tx tx, Request request) {
        var topic = topics.accept(tx, request.topic()).topic().id();
        tx.dsl()
                .insertInto(REQUEST)
                .set(REQUEST.ID, ids.get())
                .set(REQUEST.CUSTOMER_ID, request.customer().value())
                .set(REQUEST.KIND, request.kind())
                .set(REQUEST.TOPIC, topic)
                .set(REQUEST.STATUS, request.status())
                .set(REQUEST.OPENED_AT, request.openedAt())
                .set(REQUEST.CLOSED_AT, request.closedAt().orElse(null))
                .set(REQUEST.TIER, Slug.of(request.tier()))
                .set(REQUEST.SOURCE, request.source())
                .set(REQUEST.EXTERNAL_ID, request.externalId())
                .onConflict(REQUEST.SOURCE, REQUEST.EXTERNAL_ID)
                .doUpdate()
                .set(REQUEST.TOPIC, topic)
                .set(REQUEST.STATUS, request.status())
                .set(REQUEST.CLOSED_AT, request.closedAt().orElse(null))
                .set(REQUEST.TIER, Slug.of(request.tier()))
                .execute();
    }

    /** The open ones, newest first. */
    public List<OpenRequest> open(Tx tx, CustomerId customer) {
        return tx.dsl().fetch(openOf(Merges.familyOf(customer))).map(RequestStore::read);
    }

    static Select<Record4<String, String, String, Instant>> openOf(
            Select<? extends Record1<UUID>> family) {
        return DSL.select(
                        REQUEST.KIND,
                        DSL.coalesce(TOPIC.REPLACED_BY, REQUEST.TOPIC),
                        REQUEST.STATUS,
                        REQUEST.OPENED_AT)
                .from(REQUEST)
                .join(TOPIC)
                .on(TOPIC.ID.eq(REQUEST.TOPIC))
                .where(
                        REQUEST.CUSTOMER_ID.eq(DSL.any(DSL.array(family))),
                        REQUEST.CLOSED_AT.isNull())
                .orderBy(REQUEST.OPENED_AT.desc());
    }

    static OpenRequest read(Record4<String, String, String, Instant> row) {
        return new OpenRequest(row.value1(), new Topic(row.value2()), row.value3(), row.value4());
    }

    /**
     * A request as the other system has it now.
     *
     * @param kind the business's own word: repair, complaint, order
     * @param status the other system's own word
     * @param closedAt empty: open
     * @param tier needed to hear about it
     */
    public record Request(
            String source,
            String externalId,
            CustomerId customer,
            String kind,
            Topic topic,
            String status,
            Instant openedAt,
            Optional<Instant> closedAt,
            TrustTier tier) {}
}
