package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER_PIN;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sets and checks the PINs customers prove themselves with. Kept only as bcrypt hashes; compared in
 * constant time; never logged. Thread-safe, slow on purpose.
 */
public final class Pins {
    private static final Pattern PIN = Pattern.compile("\\d{4,12}");

    private final HandleStore handles;
    private final PinLocks locks = new PinLocks();
    private final int cost;

    /**
     * PINs hashed at one cost.
     *
     * @param cost bcrypt's, 4 to 31; each step doubles the time of a check (10: some 50 ms)
     */
    public Pins(HandleStore handles, int cost) {
        if (cost < BCrypt.MIN_COST || cost > BCrypt.MAX_COST) {
            throw new IllegalArgumentException("bcrypt's cost is 4 to 31: " + cost);
        }
        this.handles = handles;
        this.cost = cost;
    }

    /**
     * Sets or replaces a PIN.
     *
     * @param pin 4 to 12 digits
     */
    public void set(Tx tx, CustomerId customer, String pin, Instant now) {
        if (!PIN.matcher(pin).matches()) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits");
        }
        var hash = BCrypt.withDefaults().hashToString(cost, pin.toCharArray());
        tx.dsl()
                .insertInto(CUSTOMER_PIN, CUSTOMER_PIN.CUSTOMER_ID, CUSTOMER_PIN.HASH)
                .values(customer.value(), hash)
                .onConflict(CUSTOMER_PIN.CUSTOMER_ID)
                .doUpdate()
                .set(CUSTOMER_PIN.HASH, hash)
                .set(CUSTOMER_PIN.SET_AT, now)
                .execute();
    }

    /**
     * Checks a PIN and counts. The transaction must commit whatever the answer, else wrong tries
     * are not counted.
     *
     * @param line the handle the contact came from; its lock is its own
     */
    public PinCheck verify(Tx tx, CustomerId customer, Handle line, String pin, Instant now) {
        var held = locks.hold(tx, customer, handles.idOf(tx, line), now);
        var locked = held.until();
        if (locked.isPresent()) {
            return new PinCheck.LockedUntil(locked.get());
        }
        var hash = hash(tx, customer);
        if (hash.isEmpty()) {
            return new PinCheck.NoPin();
        }
        if (BCrypt.verifyer().verify(pin.toCharArray(), hash.get()).verified) {
            held.accepted();
            return new PinCheck.Accepted();
        }
        held.failed();
        return held.until()
                .<PinCheck>map(PinCheck.LockedUntil::new)
                .orElseGet(PinCheck.Rejected::new);
    }

    private static Optional<String> hash(Tx tx, CustomerId customer) {
        return tx.dsl()
                .select(CUSTOMER_PIN.HASH)
                .from(CUSTOMER_PIN)
                .where(CUSTOMER_PIN.CUSTOMER_ID.eq(customer.value()))
                .fetchOptional(CUSTOMER_PIN.HASH);
    }
}
