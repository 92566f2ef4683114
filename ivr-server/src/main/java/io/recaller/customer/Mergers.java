package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER;

import io.recaller.db.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Makes one customer another. Whoever merges or parts customers holds all their rows first: two at
 * a time could make each the other, and nobody would be found by any of their handles. Locks are
 * taken in one order everywhere, so that two seldom wait for each other: handles, then customers,
 * then contacts; of each kind the lower first. Who turns out to stand for others is held after
 * them, out of the order: what is left of it PostgreSQL ends, and it is tried again.
 */
public final class Mergers {
    private Mergers() {}

    /**
     * Holds customers until the transaction ends; rows that refer to them are written all the same.
     *
     * @return of each the one they stand for, as of now; that one is held too
     */
    public static Map<CustomerId, CustomerId> hold(Tx tx, Collection<CustomerId> customers) {
        lock(tx, customers);
        var standing = new HashMap<CustomerId, CustomerId>();
        for (var customer : customers) {
            CustomerStore.customers(tx, Merges.survivorOf(customer))
                    .forEach(one -> standing.put(customer, one));
        }
        if (!standing.keySet().containsAll(standing.values())) {
            lock(tx, standing.values());
        }
        return standing;
    }

    private static void lock(Tx tx, Collection<CustomerId> customers) {
        tx.dsl()
                .select(CUSTOMER.ID)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.in(customers.stream().map(CustomerId::value).toList()))
                .orderBy(CUSTOMER.ID)
                .forNoKeyUpdate()
                .execute();
    }

    /** Both are held, and stand for themselves. */
    public static void merge(Tx tx, CustomerId who, CustomerId into) {
        tx.dsl()
                .update(CUSTOMER)
                .set(CUSTOMER.MERGED_INTO, into.value())
                .where(CUSTOMER.ID.eq(who.value()), CUSTOMER.MERGED_INTO.isNull())
                .execute();
        ProvableClaims.mark(tx, into);
    }

    /** Those who became this customer stand for themselves again. */
    public static void part(Tx tx, CustomerId from, Collection<UUID> who) {
        lock(tx, who.stream().map(CustomerId::new).toList());
        tx.dsl()
                .update(CUSTOMER)
                .setNull(CUSTOMER.MERGED_INTO)
                .where(CUSTOMER.MERGED_INTO.eq(from.value()), CUSTOMER.ID.in(who))
                .execute();
    }
}
