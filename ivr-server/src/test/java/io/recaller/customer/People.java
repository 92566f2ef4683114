package io.recaller.customer;

import com.fasterxml.uuid.Generators;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores and words to write tests about customers with. */
final class People {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    static final Supplier<UUID> IDS = Generators.timeBasedEpochRandomGenerator()::generate;
    static final HandleStore HANDLES = new HandleStore(IDS);
    static final CustomerStore CUSTOMERS = new CustomerStore(IDS, HANDLES);

    private People() {}

    static Handle tel(String e164) {
        return new Handle(HandleKind.TEL, e164);
    }

    static Handle email(String address) {
        return new Handle(HandleKind.EMAIL, address);
    }
}
