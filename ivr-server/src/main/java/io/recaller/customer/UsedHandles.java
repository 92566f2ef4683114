package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.db.Tx;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;

/** Reads which handles a customer uses. Thread-safe. */
public final class UsedHandles {

    /** Those that identify the customer, merges followed; ordered by kind and value. */
    public List<Handle> of(Tx tx, CustomerId customer) {
        return read(tx, customer, CUSTOMER_HANDLE.STANDING.ne(Standing.CLAIMED.slug()));
    }

    /** Those the customer is only said to use. */
    public List<Handle> claimedOf(Tx tx, CustomerId customer) {
        var proved = of(tx, customer);
        return read(tx, customer, CUSTOMER_HANDLE.STANDING.eq(Standing.CLAIMED.slug())).stream()
                .filter(handle -> !proved.contains(handle))
                .toList();
    }

    private static List<Handle> read(Tx tx, CustomerId customer, Condition standing) {
        return tx.dsl()
                .selectDistinct(HANDLE.KIND, HANDLE.VALUE)
                .from(HANDLE)
                .join(CUSTOMER_HANDLE)
                .on(CUSTOMER_HANDLE.HANDLE_ID.eq(HANDLE.ID))
                .where(CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)), standing)
                .orderBy(HANDLE.KIND, HANDLE.VALUE)
                .fetch(row -> new Handle(kind(row.value1()), row.value2()));
    }

    /** A handle's kind as it is written in rows. */
    public static HandleKind kind(String slug) {
        return HandleKind.valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
