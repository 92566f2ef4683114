package io.recaller.customer;

import com.fasterxml.uuid.Generators;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores and words to write tests about customers with. */
public final class People {
    public static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    public static final Supplier<UUID> IDS = Generators.timeBasedEpochRandomGenerator()::generate;
    public static final HandleStore HANDLES = new HandleStore(IDS);
    public static final CustomerStore CUSTOMERS = new CustomerStore(IDS, HANDLES);

    private People() {}

    public static Handle tel(String e164) {
        return new Handle(HandleKind.TEL, e164);
    }

    static Handle email(String address) {
        return new Handle(HandleKind.EMAIL, address);
    }
}
