package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.db.Tx;
import java.util.List;
import java.util.Locale;

/** Reads which handles a customer uses. Thread-safe. */
public final class UsedHandles {

    /** All of them, merges followed; ordered by kind and value. */
    public List<Handle> of(Tx tx, CustomerId customer) {
        return tx.dsl()
                .selectDistinct(HANDLE.KIND, HANDLE.VALUE)
                .from(HANDLE)
                .join(CUSTOMER_HANDLE)
                .on(CUSTOMER_HANDLE.HANDLE_ID.eq(HANDLE.ID))
                .where(CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .orderBy(HANDLE.KIND, HANDLE.VALUE)
                .fetch(row -> new Handle(kind(row.value1()), row.value2()));
    }

    private static HandleKind kind(String slug) {
        return HandleKind.valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
