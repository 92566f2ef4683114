package io.recaller.contact.history;

import static io.recaller.db.generated.Tables.CONTACT;

import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Which agent served a customer last, on whatever channel. Stateless. */
public final class LastServed {
    private static final Duration REMEMBERED = Duration.ofDays(90);

    /**
     * Of the same matter when it is known what a contact is about: of the same first word of its
     * topic, {@code billing} of {@code billing.tv}.
     *
     * @param at when the contact that asks is
     * @return the agent's id
     */
    public Optional<UUID> of(Tx tx, CustomerId customer, Optional<Topic> topic, Instant at) {
        return tx.dsl()
                .select(CONTACT.SERVED_BY)
                .from(CONTACT)
                .where(
                        CONTACT.CUSTOMER_ID.eq(DSL.any(DSL.array(Merges.familyOf(customer)))),
                        CONTACT.SERVED_BY.isNotNull(),
                        CONTACT.STARTED_AT.gt(at.minus(REMEMBERED)),
                        topic.map(LastServed::isOfItsArea).orElse(DSL.noCondition()))
                .orderBy(Timeline.INSTANT_OF_NO_INDEX.desc(), CONTACT.ID.desc())
                .limit(1)
                .fetchOptional(CONTACT.SERVED_BY);
    }

    private static Condition isOfItsArea(Topic topic) {
        var area = topic.id().split("\\.", 2)[0];
        return CONTACT.TOPIC.eq(area).or(CONTACT.TOPIC.startsWith(area + "."));
    }
}
