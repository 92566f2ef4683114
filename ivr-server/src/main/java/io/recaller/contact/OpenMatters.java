package io.recaller.contact;

import static io.recaller.db.generated.Tables.REQUEST;
import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;

/** What kinds of requests of somebody are open, however many: no texts. Stateless. */
public final class OpenMatters {
    /**
     * Some requests.
     *
     * @param kind the business's own word: repair, complaint, order
     */
    public record Matter(String kind, Topic topic) {}

    /** Of these customers, each kind and topic once. */
    public List<Matter> of(Tx tx, Collection<UUID> customers) {
        return tx.dsl()
                .selectDistinct(REQUEST.KIND, DSL.coalesce(TOPIC.REPLACED_BY, REQUEST.TOPIC))
                .from(REQUEST)
                .join(TOPIC)
                .on(TOPIC.ID.eq(REQUEST.TOPIC))
                .where(REQUEST.CUSTOMER_ID.in(customers), REQUEST.CLOSED_AT.isNull())
                .fetch(row -> new Matter(row.value1(), new Topic(row.value2())));
    }
}
