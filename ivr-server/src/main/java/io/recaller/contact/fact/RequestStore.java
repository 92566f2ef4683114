package io.recaller.contact.fact;

import static io.recaller.db.generated.Tables.REQUEST;
import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.contact.Kept;
import io.recaller.contact.Slug;
import io.recaller.contact.TextsJson;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record8;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Requests and cases with a status, as other systems report them. Thread-safe. */
public final class RequestStore {
    private static final int MOST = 20;

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
    public Kept put(Tx tx, Concern concern, Request request, Instant now) {
        var topic = topics.accept(tx, request.topic());
        var row = REQUEST.newRecord();
        row.setCustomerId(concern.customer().map(CustomerId::value).orElse(null));
        row.setArea(concern.area().orElse(null));
        row.setKind(request.kind());
        row.setTopic(topic.topic().id());
        row.setStatus(request.status());
        row.setTexts(TextsJson.json(request.texts()));
        row.setOpenedAt(request.openedAt());
        row.setClosedAt(request.closedAt().orElse(null));
        row.setTier(Slug.of(request.tier()));
        row.setSource(request.source());
        row.setExternalId(request.externalId());
        row.setUpdatedAt(now);
        var id = ids.get();
        var kept =
                tx.dsl()
                        .insertInto(REQUEST)
                        .set(REQUEST.ID, id)
                        .set(row)
                        .onConflict(REQUEST.SOURCE, REQUEST.EXTERNAL_ID)
                        .doUpdate()
                        .set(row)
                        .returning(REQUEST.ID)
                        .fetchSingle();
        return new Kept(kept.getId().equals(id), topic.topic(), topic.known());
    }

    /** One, over or not; empty when there is none under this id. */
    public Optional<Concerning<OpenRequest>> find(Tx tx, String source, String externalId) {
        return tx.dsl()
                .select(REQUEST.fields())
                .select(DSL.coalesce(TOPIC.REPLACED_BY, REQUEST.TOPIC).as("now_topic"))
                .from(REQUEST)
                .join(TOPIC)
                .on(TOPIC.ID.eq(REQUEST.TOPIC))
                .where(REQUEST.SOURCE.eq(source), REQUEST.EXTERNAL_ID.eq(externalId))
                .fetchOptional(row ->
                        new Concerning<>(
                                new OpenRequest(
                                        source + "/" + externalId,
                                        row.get(REQUEST.KIND),
                                        new Topic(row.get("now_topic", String.class)),
                                        row.get(REQUEST.STATUS),
                                        row.get(REQUEST.OPENED_AT),
                                        Slug.read(TrustTier.class, row.get(REQUEST.TIER)),
                                        TextsJson.read(row.get(REQUEST.TEXTS).data())),
                                Optional.ofNullable(row.get(REQUEST.CUSTOMER_ID))
                                        .map(CustomerId::new),
                                Optional.ofNullable(row.get(REQUEST.AREA)),
                                Optional.ofNullable(row.get(REQUEST.CLOSED_AT))));
    }

    /** It is as if it had never been told. */
    public void delete(Tx tx, String source, String externalId) {
        tx.dsl()
                .deleteFrom(REQUEST)
                .where(REQUEST.SOURCE.eq(source), REQUEST.EXTERNAL_ID.eq(externalId))
                .execute();
    }

    /** The open ones, newest first. */
    public static Select<Record8<String, String, String, String, String, Instant, String, String>>
            openOf(Concerned who) {
        return of(who, REQUEST.CLOSED_AT.isNull());
    }

    /** Those that were open at an instant, newest first. */
    public static Select<Record8<String, String, String, String, String, Instant, String, String>>
            openAt(Concerned who, Field<Instant> at) {
        var notClosed = REQUEST.CLOSED_AT.isNull().or(REQUEST.CLOSED_AT.gt(at));
        return of(who, REQUEST.OPENED_AT.le(at).and(notClosed));
    }

    private static Select<Record8<String, String, String, String, String, Instant, String, String>>
            of(Concerned who, Condition when) {
        return DSL.select(
                        REQUEST.SOURCE,
                        REQUEST.EXTERNAL_ID,
                        REQUEST.KIND,
                        DSL.coalesce(TOPIC.REPLACED_BY, REQUEST.TOPIC),
                        REQUEST.STATUS,
                        REQUEST.OPENED_AT,
                        REQUEST.TIER,
                        REQUEST.TEXTS.cast(SQLDataType.CLOB))
                .from(REQUEST)
                .join(TOPIC)
                .on(TOPIC.ID.eq(REQUEST.TOPIC))
                .where(who.by(REQUEST.CUSTOMER_ID, REQUEST.AREA), when)
                .orderBy(REQUEST.OPENED_AT.desc(), REQUEST.ID.desc())
                .limit(MOST);
    }

    public static OpenRequest read(
            Record8<String, String, String, String, String, Instant, String, String> row) {
        return new OpenRequest(
                row.value1() + "/" + row.value2(),
                row.value3(),
                new Topic(row.value4()),
                row.value5(),
                row.value6(),
                Slug.read(TrustTier.class, row.value7()),
                TextsJson.read(row.value8()));
    }

    /**
     * A request as the other system has it now.
     *
     * @param kind the business's own word: repair, complaint, order
     * @param topic what the registry does not know goes under {@code other.*}
     * @param status the other system's own word
     * @param closedAt empty: open
     * @param tier needed to hear about it
     * @param texts what may be said or shown about it, by language
     */
    public record Request(
            String source,
            String externalId,
            String kind,
            Topic topic,
            String status,
            Instant openedAt,
            Optional<Instant> closedAt,
            TrustTier tier,
            Map<String, String> texts) {
        public Request {
            texts = Map.copyOf(texts);
        }
    }
}
