package io.recaller.customer.pin;

import static io.recaller.db.generated.Tables.CUSTOMER_PIN;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Mergers;
import io.recaller.customer.ProvableClaims;
import io.recaller.db.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of PINs' hashes, encrypted. Thread-safe. */
final class PinHashes {
    private final PepperKeys keys;
    private final int cost;

    PinHashes(PepperKeys keys, int cost) {
        this.keys = keys;
        this.cost = cost;
    }

    /** A stored hash. */
    record Stored(String hash, @Nullable String keyId) {}

    /** Slow on purpose, so do it outside a transaction where there are many. */
    String hashed(String pin) {
        return BCrypt.withDefaults().hashToString(cost, pin.toCharArray());
    }

    void put(Tx tx, CustomerId customer, String hash, Instant now) {
        var sealed = keys.active().seal(customer, hash);
        Mergers.hold(tx, List.of(customer));
        tx.dsl()
                .insertInto(CUSTOMER_PIN)
                .set(CUSTOMER_PIN.CUSTOMER_ID, customer.value())
                .set(CUSTOMER_PIN.HASH, sealed)
                .set(CUSTOMER_PIN.KEY_ID, keys.activeId())
                .set(CUSTOMER_PIN.SET_AT, now)
                .onConflict(CUSTOMER_PIN.CUSTOMER_ID)
                .doUpdate()
                .set(CUSTOMER_PIN.HASH, sealed)
                .set(CUSTOMER_PIN.KEY_ID, keys.activeId())
                .set(CUSTOMER_PIN.SET_AT, now)
                .execute();
        ProvableClaims.mark(tx, customer);
    }

    static Optional<Stored> find(Tx tx, CustomerId customer) {
        return tx.dsl()
                .select(CUSTOMER_PIN.HASH, CUSTOMER_PIN.KEY_ID)
                .from(CUSTOMER_PIN)
                .where(CUSTOMER_PIN.CUSTOMER_ID.eq(customer.value()))
                .fetchOptional(row -> new Stored(row.value1(), row.value2()));
    }

    /** The hash itself; empty when its key is not here. */
    Optional<String> open(CustomerId customer, Stored stored) {
        var keyId = stored.keyId();
        return keyId == null
                ? Optional.of(stored.hash())
                : keys.find(keyId).flatMap(key -> key.open(customer, stored.hash()));
    }

    static boolean matches(String pin, String hash) {
        return BCrypt.verifyer()
                .verify(pin.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8))
                .verified;
    }

    /** Seals an open hash anew where it is not sealed with the key that encrypts now. */
    void renew(Tx tx, CustomerId customer, Stored stored, String hash) {
        if (!keys.activeId().equals(stored.keyId())) {
            tx.dsl()
                    .update(CUSTOMER_PIN)
                    .set(CUSTOMER_PIN.HASH, keys.active().seal(customer, hash))
                    .set(CUSTOMER_PIN.KEY_ID, keys.activeId())
                    .where(
                            CUSTOMER_PIN.CUSTOMER_ID.eq(customer.value()),
                            CUSTOMER_PIN.HASH.eq(stored.hash()))
                    .execute();
        }
    }

    /** Seals at most so many of those from before there was a pepper; how many it were. */
    int sealBare(Tx tx, int most) {
        var bare =
                tx.dsl()
                        .select(CUSTOMER_PIN.CUSTOMER_ID, CUSTOMER_PIN.HASH)
                        .from(CUSTOMER_PIN)
                        .where(CUSTOMER_PIN.KEY_ID.isNull())
                        .limit(most)
                        .forUpdate()
                        .skipLocked()
                        .fetch();
        for (var row : bare) {
            renew(tx, new CustomerId(row.value1()), new Stored(row.value2(), null), row.value2());
        }
        return bare.size();
    }

    /** How many cannot be read with these keys, by the name of the key they need. */
    static Map<String, Integer> unreadable(Tx tx, Set<String> readable) {
        var counts = new HashMap<String, Integer>();
        tx.dsl()
                .select(CUSTOMER_PIN.KEY_ID, DSL.count())
                .from(CUSTOMER_PIN)
                .where(CUSTOMER_PIN.KEY_ID.isNotNull(), CUSTOMER_PIN.KEY_ID.notIn(readable))
                .groupBy(CUSTOMER_PIN.KEY_ID)
                .forEach(row -> counts.put(row.value1(), row.value2()));
        return counts;
    }
}
