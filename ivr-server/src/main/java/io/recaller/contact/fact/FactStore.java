package io.recaller.contact.fact;

import static io.recaller.db.generated.Tables.FACT;
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
import org.jooq.Field;
import org.jooq.Record8;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What is true now and may explain a contact, as other systems report it. Thread-safe. */
public final class FactStore {
    private static final int MOST = 20;

    private final Supplier<UUID> ids;
    private final TopicStore topics;

    /**
     * A store over one schema.
     *
     * @param ids makes UUIDv7
     */
    public FactStore(Supplier<UUID> ids, TopicStore topics) {
        this.ids = ids;
        this.topics = topics;
    }

    /** Enters a fact or brings the one with the same source and external id up to date. */
    public Kept put(Tx tx, Concern concern, Fact fact, Instant now) {
        var topic = topics.accept(tx, fact.topic());
        var row = FACT.newRecord();
        row.setCustomerId(concern.customer().map(CustomerId::value).orElse(null));
        row.setArea(concern.area().orElse(null));
        row.setKind(fact.kind());
        row.setTopic(topic.topic().id());
        row.setTexts(TextsJson.json(fact.texts()));
        row.setFromAt(fact.from());
        row.setUntilAt(fact.until().orElse(null));
        row.setTier(Slug.of(fact.tier()));
        row.setSource(fact.source());
        row.setExternalId(fact.externalId());
        row.setUpdatedAt(now);
        var id = ids.get();
        var kept =
                tx.dsl()
                        .insertInto(FACT)
                        .set(FACT.ID, id)
                        .set(row)
                        .onConflict(FACT.SOURCE, FACT.EXTERNAL_ID)
                        .doUpdate()
                        .set(row)
                        .returning(FACT.ID)
                        .fetchSingle();
        return new Kept(kept.getId().equals(id), topic.topic(), topic.known());
    }

    /** One, over or not; empty when there is none under this id. */
    public Optional<Concerning<ActiveFact>> find(Tx tx, String source, String externalId) {
        return tx.dsl()
                .select(FACT.fields())
                .select(DSL.coalesce(TOPIC.REPLACED_BY, FACT.TOPIC).as("now_topic"))
                .from(FACT)
                .join(TOPIC)
                .on(TOPIC.ID.eq(FACT.TOPIC))
                .where(FACT.SOURCE.eq(source), FACT.EXTERNAL_ID.eq(externalId))
                .fetchOptional(row ->
                        new Concerning<>(
                                new ActiveFact(
                                        source + "/" + externalId,
                                        row.get(FACT.KIND),
                                        new Topic(row.get("now_topic", String.class)),
                                        row.get(FACT.FROM_AT),
                                        Optional.ofNullable(row.get(FACT.UNTIL_AT)),
                                        Slug.read(TrustTier.class, row.get(FACT.TIER)),
                                        TextsJson.read(row.get(FACT.TEXTS).data())),
                                Optional.ofNullable(row.get(FACT.CUSTOMER_ID)).map(CustomerId::new),
                                Optional.ofNullable(row.get(FACT.AREA)),
                                Optional.empty()));
    }

    /** It is as if it had never been told. */
    public void delete(Tx tx, String source, String externalId) {
        tx.dsl()
                .deleteFrom(FACT)
                .where(FACT.SOURCE.eq(source), FACT.EXTERNAL_ID.eq(externalId))
                .execute();
    }

    /** Those true at an instant, newest first. */
    static Select<Record8<String, String, String, String, Instant, Instant, String, String>>
            activeOf(Concerned who, Instant now) {
        return activeAt(who, DSL.val(now));
    }

    /** As {@link #activeOf}, at an instant that the query tells. */
    public static Select<Record8<String, String, String, String, Instant, Instant, String, String>>
            activeAt(Concerned who, Field<Instant> now) {
        return DSL.select(
                        FACT.SOURCE,
                        FACT.EXTERNAL_ID,
                        FACT.KIND,
                        DSL.coalesce(TOPIC.REPLACED_BY, FACT.TOPIC),
                        FACT.FROM_AT,
                        FACT.UNTIL_AT,
                        FACT.TIER,
                        FACT.TEXTS.cast(SQLDataType.CLOB))
                .from(FACT)
                .join(TOPIC)
                .on(TOPIC.ID.eq(FACT.TOPIC))
                .where(who.by(FACT.CUSTOMER_ID, FACT.AREA), FACT.FROM_AT.le(now))
                .and(FACT.UNTIL_AT.isNull().or(FACT.UNTIL_AT.gt(now)))
                .orderBy(FACT.FROM_AT.desc(), FACT.ID.desc())
                .limit(MOST);
    }

    public static ActiveFact read(
            Record8<String, String, String, String, Instant, Instant, String, String> row) {
        return new ActiveFact(
                row.value1() + "/" + row.value2(),
                row.value3(),
                new Topic(row.value4()),
                row.value5(),
                Optional.ofNullable(row.value6()),
                Slug.read(TrustTier.class, row.value7()),
                TextsJson.read(row.value8()));
    }

    /**
     * A fact as the other system has it now.
     *
     * @param kind the business's own word: order, payment, outage
     * @param topic what the registry does not know goes under {@code other.*}
     * @param until empty: until it is reported otherwise
     * @param tier needed to hear about it
     * @param texts what may be said or shown about it, by language
     */
    public record Fact(
            String source,
            String externalId,
            String kind,
            Topic topic,
            Instant from,
            Optional<Instant> until,
            TrustTier tier,
            Map<String, String> texts) {
        public Fact {
            texts = Map.copyOf(texts);
        }
    }
}
