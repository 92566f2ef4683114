package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;

import com.fasterxml.uuid.Generators;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores and words to write tests about customers with. */
public final class People {
    public static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    public static final Supplier<UUID> IDS = Generators.timeBasedEpochRandomGenerator()::generate;
    public static final HandleStore HANDLES = new HandleStore(IDS);
    public static final CustomerStore CUSTOMERS = new CustomerStore(IDS, HANDLES);

    private People() {}

    /** The customer uses this handle from now on, maybe besides others. */
    public static void uses(Tx tx, CustomerId customer, Handle handle) {
        tx.dsl()
                .insertInto(CUSTOMER_HANDLE, CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                .values(customer.value(), HANDLES.lock(tx, handle))
                .onConflict(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                .doUpdate()
                .set(CUSTOMER_HANDLE.STANDING, "own")
                .execute();
    }

    /** What the business knows of them; empty: as it was. */
    public static void describe(
            Tx tx, CustomerId customer, Optional<String> language, Optional<String> segment) {
        CUSTOMERS.change(tx, customer, changed(language), changed(segment), new Change.Kept<>());
    }

    private static Change<String> changed(Optional<String> value) {
        return value.<Change<String>>map(Change.To::new).orElseGet(Change.Kept::new);
    }

    public static Handle tel(String e164) {
        return new Handle(HandleKind.TEL, e164);
    }

    static Handle email(String address) {
        return new Handle(HandleKind.EMAIL, address);
    }
}
