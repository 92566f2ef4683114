package io.recaller.customer.field;

import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What contacts gave of which nothing was known, when somebody says whose they are. */
public final class GivenFields {
    private GivenFields() {}

    /**
     * It is as good now as what the customer tells without a proof. Rows are only added.
     *
     * @param whose of a row that is read
     */
    public static void trust(Tx tx, Condition which, Field<UUID> whose, Instant now) {
        tx.dsl()
                .insertInto(
                        KNOWN_FIELD,
                        KNOWN_FIELD.ID,
                        KNOWN_FIELD.CUSTOMER_ID,
                        KNOWN_FIELD.KEY,
                        KNOWN_FIELD.VALUE,
                        KNOWN_FIELD.SOURCE,
                        KNOWN_FIELD.CONTACT_ID,
                        KNOWN_FIELD.GIVEN_AT,
                        KNOWN_FIELD.RECORDED_AT,
                        KNOWN_FIELD.TRUST)
                .select(
                        DSL.select(
                                        DSL.uuid(),
                                        whose,
                                        KNOWN_FIELD.KEY,
                                        KNOWN_FIELD.VALUE,
                                        KNOWN_FIELD.SOURCE,
                                        KNOWN_FIELD.CONTACT_ID,
                                        KNOWN_FIELD.GIVEN_AT,
                                        DSL.val(now),
                                        DSL.val(TrustTiers.slug(TrustTier.CLAIMED)))
                                .from(KNOWN_FIELD)
                                .where(
                                        which,
                                        KNOWN_FIELD.TRUST.eq(TrustTiers.slug(TrustTier.UNKNOWN))))
                .execute();
    }
}
