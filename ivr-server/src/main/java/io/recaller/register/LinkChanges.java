package io.recaller.register;

import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.identity.Links;
import io.recaller.db.Database;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Which handles are a customer's, as other systems know. Thread-safe; blocks. */
public final class LinkChanges {
    private final Database database;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final Links links;
    private final AuditTrail audit;

    public LinkChanges(
            Database database,
            InstantSource clock,
            CustomerStore customers,
            Links links,
            AuditTrail audit) {
        this.database = database;
        this.clock = clock;
        this.customers = customers;
        this.links = links;
        this.audit = audit;
    }

    /**
     * The handle is the customer's; who said so is written down. Doing it twice changes nothing.
     *
     * @return whether others share the handle, so that it identifies nobody; empty when there is no
     *     such customer
     */
    public Optional<Boolean> prove(AuditTrail.Actor by, CustomerId customer, Handle handle) {
        return database.inTransactionOrAgain(tx -> {
            var now = clock.instant();
            return customers
                    .survivor(tx, customer)
                    .map(one -> {
                        if (links.prove(tx, one, handle, now)) {
                            audit.write(tx, by.did("link.proved", one, what()), now);
                        }
                        return customers.resolve(tx, handle).single().isEmpty();
                    });
        });
    }

    /**
     * The handle is not the customer's after all.
     *
     * @return whether it was said to be; empty when there is no such customer
     */
    public Optional<Boolean> undo(AuditTrail.Actor by, CustomerId customer, Handle handle) {
        return database.inTransactionOrAgain(tx ->
                customers
                        .survivor(tx, customer)
                        .map(one -> {
                            var undone = links.undo(tx, one, handle) > 0;
                            if (undone) {
                                audit.write(
                                        tx, by.did("link.undone", one, what()), clock.instant());
                            }
                            return undone;
                        }));
    }

    private static Map<String, String> what() {
        return Map.of("what", "handle");
    }
}
