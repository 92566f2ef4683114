package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import io.recaller.db.Tx;
import java.util.Collection;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Which claims a PIN may prove: those of customers who have one. Kept with the claim, because
 * thousands may claim one number, and a caller who keyed a PIN waits while they are looked for.
 */
public final class ProvableClaims {
    private ProvableClaims() {}

    /** The claims of a customer, and of all who were merged into them, if they have a PIN. */
    public static void mark(Tx tx, CustomerId customer) {
        tx.dsl()
                .update(CUSTOMER_HANDLE)
                .set(CUSTOMER_HANDLE.PROVABLE, true)
                .where(CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .and(CUSTOMER_HANDLE.STANDING.eq(inline(Standing.CLAIMED.slug())))
                .and(CUSTOMER_HANDLE.PROVABLE.isFalse())
                .and(hasPin(val(customer.value())))
                .execute();
    }

    /** A piece of SQL, for a link that is being written. */
    public static Field<Boolean> isProvable(Field<UUID> customer, Field<String> standing) {
        return DSL.field(standing.eq(inline(Standing.CLAIMED.slug())).and(hasPin(customer)));
    }

    /** Who sets a PIN holds the customer too: one of both sees the other. */
    public static void wait(Tx tx, Collection<CustomerId> customers) {
        if (!customers.isEmpty()) {
            tx.dsl()
                    .selectOne()
                    .from(CUSTOMER)
                    .where(CUSTOMER.ID.in(customers.stream().map(CustomerId::value).toList()))
                    .orderBy(CUSTOMER.ID)
                    .forShare()
                    .execute();
        }
    }

    private static Condition hasPin(Field<UUID> customer) {
        return exists(selectOne().from(CUSTOMER_PIN).where(CUSTOMER_PIN.CUSTOMER_ID.eq(customer)));
    }
}
