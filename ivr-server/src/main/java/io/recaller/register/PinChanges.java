package io.recaller.register;

import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.pin.Pins;
import io.recaller.customer.pin.WrittenPin;
import io.recaller.db.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** PINs as other systems set them. Thread-safe; blocks, and a hash takes its time. */
public final class PinChanges {
    private final Database database;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final Pins pins;
    private final AuditTrail audit;
    private final IntFunction<Optional<String>> doubt;

    /**
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

    /** What its writer is to know of a PIN that may be set; nothing, mostly. */
    public List<String> doubts(WrittenPin pin) {
        return Stream.concat(
                        pin.isRewritten() ? Stream.of(WrittenPin.rewritten()) : Stream.empty(),
                        doubt.apply(pin.digits().length()).stream())
                .toList();
    }

    /**
     * Sets or replaces a PIN and writes down who did; a lock ends.
     *
     * @param pin of 4 to 12 digits
     * @return whether there is such a customer
     * @throws io.recaller.customer.pin.Pepper.MissingException when it could not be kept safely
     */
    public boolean set(AuditTrail.Actor by, CustomerId customer, WrittenPin pin) {
        var hashed = pins.hashed(pin.digits());
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
