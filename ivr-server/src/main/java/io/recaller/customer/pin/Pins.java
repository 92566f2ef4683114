package io.recaller.customer.pin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.PinDigits;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets and checks the PINs customers prove themselves with. Kept only as bcrypt hashes, encrypted
 * with a key that is not in the database; never logged. Thread-safe, slow on purpose.
 */
public final class Pins {
    private final HandleStore handles;
    private final PinBudgets budgets = new PinBudgets();
    private final Pepper pepper;
    private final int cost;

    /**
     * PINs hashed at one cost.
     *
     * @param pepper when it is missing, nothing is set and nothing is proved
     * @param cost bcrypt's, 4 to 31; each step doubles the time of a check (10: some 50 ms)
     */
    public Pins(HandleStore handles, Pepper pepper, int cost) {
        if (cost < BCrypt.MIN_COST || cost > BCrypt.MAX_COST) {
            throw new IllegalArgumentException("bcrypt's cost is 4 to 31: " + cost);
        }
        this.handles = handles;
        this.pepper = pepper;
        this.cost = cost;
    }

    /** Whether it can be a PIN: 4 to 12 digits. */
    public static boolean isPin(String text) {
        return PinDigits.isPin(text);
    }

    /** A PIN, hashed and ready to be stored. */
    public record Hashed(String hash) {
        /** Never the hash. */
        @Override
        public String toString() {
            return "•••";
        }
    }

    /**
     * The slow part of {@link #set}, for who sets many: outside a transaction, on many threads.
     *
     * @param pin 4 to 12 digits
     */
    public Hashed hashed(String pin) {
        if (!isPin(pin)) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits");
        }
        return new Hashed(hashes().hashed(pin));
    }

    /**
     * Sets or replaces a PIN; wrong ones tried before do not count any more.
     *
     * @throws Pepper.MissingException when it could not be kept safely
     */
    public void set(Tx tx, CustomerId customer, Hashed pin, Instant now) {
        hashes().put(tx, customer, pin.hash(), now);
        unlock(tx, customer, now);
    }

    /** As {@link #set(Tx, CustomerId, Hashed, Instant)}, of 4 to 12 digits. */
    public void set(Tx tx, CustomerId customer, String pin, Instant now) {
        set(tx, customer, hashed(pin), now);
    }

    /** Wrong PINs tried for this customer do not count any more, from whichever line. */
    public void unlock(Tx tx, CustomerId customer, Instant now) {
        budgets.forgive(tx, customer, now);
    }

    /** Wrong PINs tried from this line do not count any more, for whichever customer. */
    public void unlock(Tx tx, Handle line, Instant now) {
        budgets.forgive(tx, handles.idOf(tx, line), now);
    }

    /**
     * Checks a PIN and counts. The transaction must commit whatever the answer, else wrong tries
     * are not counted. What the PIN was compared with before ({@link #toTry}) takes no time here. A
     * right one does not make the line the customer's own: whoever keyed it may not be who is
     * behind the line. {@link #accept} does, once that is known.
     *
     * @param line the handle the contact came from
     * @param attested whether the network vouches for the line's number: a stranger cannot have it
     */
    public PinCheck tried(
            Tx tx, CustomerId customer, Handle line, boolean attested, KeyedPin pin, Instant now) {
        return switch (pepper) {
            case Pepper.Missing _ -> new PinCheck.NoPepper();
            case Pepper.Keys(var keys) -> {
                var held = budgets.hold(tx, customer, handles.idOf(tx, line), attested, now);
                yield held.until()
                        .<PinCheck>map(until -> new PinCheck.LockedUntil(until, 0))
                        .orElseGet(() -> tried(tx, customer, held, keys, pin, now));
            }
        };
    }

    /** Who is behind the line gave the customer's right PIN. */
    public void accept(Tx tx, CustomerId customer, Handle line, boolean attested, Instant now) {
        budgets.hold(tx, customer, handles.idOf(tx, line), attested, now).accepted();
    }

    /** Which PIN of the customer's may be tried now from that line; empty: none, or not now. */
    public Optional<Hashed> toTry(
            Tx tx, CustomerId customer, Handle line, boolean attested, Instant now) {
        if (!(pepper instanceof Pepper.Keys)) {
            return Optional.empty();
        }
        return PinHashes.find(tx, customer)
                .flatMap(stored -> hashes().open(customer, stored))
                .filter(_ -> mayTry(tx, customer, line, attested, now))
                .map(Hashed::new);
    }

    private boolean mayTry(Tx tx, CustomerId customer, Handle line, boolean attested, Instant now) {
        return budgets.hold(tx, customer, handles.idOf(tx, line), attested, now).until().isEmpty();
    }

    private PinCheck tried(
            Tx tx,
            CustomerId customer,
            PinBudgets.Held held,
            PepperKeys keys,
            KeyedPin pin,
            Instant now) {
        var stored = PinHashes.find(tx, customer);
        if (stored.isEmpty()) {
            return new PinCheck.NoPin();
        }
        var hash = hashes().open(customer, stored.get());
        if (hash.isEmpty()) {
            return new PinCheck.NoPepper();
        }
        if (pin.matches(hash.get())) {
            hashes().renew(tx, customer, stored.get(), hash.get());
            return new PinCheck.Accepted();
        }
        held.failed();
        var customers =
                PinGuesses.wrong(tx, keys.active().fingerprint(pin.digits()), customer, now);
        return held.until()
                .<PinCheck>map(until -> new PinCheck.LockedUntil(until, customers))
                .orElseGet(() -> new PinCheck.Rejected(customers));
    }

    /**
     * Encrypts at most so many hashes that are from before there was a pepper.
     *
     * @return how many; fewer than asked for when none is left
     */
    public int sealBare(Tx tx, int most) {
        return switch (pepper) {
            case Pepper.Missing _ -> 0;
            case Pepper.Keys _ -> hashes().sealBare(tx, most);
        };
    }

    /** Deletes the fingerprints of wrong PINs that are older than a day. */
    public void forgetGuesses(Tx tx, Instant now) {
        PinGuesses.forget(tx, now);
    }

    /** How many PINs cannot be checked, by the name of the key that is missing. */
    public Map<String, Integer> unreadable(Tx tx) {
        return PinHashes.unreadable(
                tx,
                switch (pepper) {
                    case Pepper.Missing _ -> Set.of();
                    case Pepper.Keys(var keys) -> keys.ids();
                });
    }

    public Pepper pepper() {
        return pepper;
    }

    private PinHashes hashes() {
        return new PinHashes(pepper.required(), cost);
    }
}
