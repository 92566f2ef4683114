package io.recaller.register;

import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Database;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** PINs as other systems set them. Thread-safe; blocks, and a hash takes its time. */
public final class PinChanges {
    private final Database database;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final Pins pins;
    private final AuditTrail audit;
    private final IntFunction<Optional<String>> doubt;

    /** Where nothing is known of flows. */
    public PinChanges(
            Database database,
            InstantSource clock,
            CustomerStore customers,
            Pins pins,
            AuditTrail audit) {
        this(database, clock, customers, pins, audit, _ -> Optional.empty());
    }

    /**
     * As above.
     *
     * @param doubt what is the matter with a PIN of so many digits
     */
    public PinChanges(
            Database database,
            InstantSource clock,
            CustomerStore customers,
            Pins pins,
            AuditTrail audit,
            IntFunction<Optional<String>> doubt) {
        this.database = database;
        this.clock = clock;
        this.customers = customers;
        this.pins = pins;
        this.audit = audit;
        this.doubt = doubt;
    }

    /** What is the matter with a PIN that may be set; empty: nothing. */
    public Optional<String> doubt(String pin) {
        return doubt.apply(pin.length());
    }

    /**
     * Sets or replaces a PIN and writes down who did; a lock ends.
     *
     * @param pin 4 to 12 digits
     * @return whether there is such a customer
     * @throws io.recaller.customer.pin.Pepper.MissingException when it could not be kept safely
     */
    public boolean set(AuditTrail.Actor by, CustomerId customer, String pin) {
        var hashed = pins.hashed(pin);
        return database.inTransaction(tx -> {
            var now = clock.instant();
            var survivor = customers.survivor(tx, customer);
            survivor.ifPresent(one -> {
                pins.set(tx, one, hashed, now);
                audit.write(tx, by.did("pin.set", one, Map.of()), now);
            });
            return survivor.isPresent();
        });
    }
}
