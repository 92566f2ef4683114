package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What everybody contacts about lately. Reads two months of contacts: keep the answer for a while.
 */
public final class TrendQuery {
    private static final Duration HALF_LIFE = Duration.ofDays(7);
    private static final Duration WINDOW = Duration.ofDays(60);

    /** Decayed counts of inbound interactions by topic: one just now counts 1. */
    public Map<Topic, Double> read(Tx tx, Instant now) {
        var topic = DSL.coalesce(TOPIC.REPLACED_BY, CONTACT.TOPIC);
        return tx
                .dsl()
                .select(topic, DSL.sum(weight(now)))
                .from(CONTACT)
                .join(TOPIC)
                .on(TOPIC.ID.eq(CONTACT.TOPIC))
                .where(
                        CONTACT.NATURE.eq(Slug.of(Nature.INTERACTION)),
                        CONTACT.DIRECTION.eq(Slug.of(Direction.INBOUND)),
                        CONTACT.STARTED_AT.ge(now.minus(WINDOW)),
                        CONTACT.STARTED_AT.lt(now))
                .groupBy(topic)
                .stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                row -> new Topic(row.value1()), row -> row.value2().doubleValue()));
    }

    private static Field<Double> weight(Instant now) {
        var age =
                DSL.val(now.getEpochSecond())
                        .minus(DSL.extract(CONTACT.STARTED_AT, DatePart.EPOCH));
        var halvings = age.cast(Double.class).div((double) HALF_LIFE.toSeconds());
        return DSL.power(DSL.val(0.5), halvings).cast(Double.class);
    }
}
