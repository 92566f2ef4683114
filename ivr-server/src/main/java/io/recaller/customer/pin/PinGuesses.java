package io.recaller.customer.pin;

import static io.recaller.db.generated.Tables.PIN_GUESS;

import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;

/** Wrong PINs of the last day, by fingerprint: to see one PIN being tried on many customers. */
final class PinGuesses {
    private static final Duration KEPT = Duration.ofDays(1);

    private PinGuesses() {}

    /**
     * Notes a wrong PIN.
     *
     * @return on how many customers it was tried within a day; 0 when this one was among them
     */
    static int wrong(Tx tx, byte[] fingerprint, CustomerId customer, Instant now) {
        var old = now.minus(KEPT);
        var added =
                tx.dsl()
                        .insertInto(PIN_GUESS)
                        .set(PIN_GUESS.FINGERPRINT, fingerprint)
                        .set(PIN_GUESS.CUSTOMER_ID, customer.value())
                        .set(PIN_GUESS.AT, now)
                        .onConflict(PIN_GUESS.FINGERPRINT, PIN_GUESS.CUSTOMER_ID)
                        .doUpdate()
                        .set(PIN_GUESS.AT, now)
                        .where(PIN_GUESS.AT.lt(old))
                        .execute();
        return added == 0
                ? 0
                : tx.dsl()
                        .fetchCount(
                                PIN_GUESS,
                                PIN_GUESS.FINGERPRINT.eq(fingerprint),
                                PIN_GUESS.AT.ge(old));
    }

    /** Deletes what is older than a day. */
    static void forget(Tx tx, Instant now) {
        tx.dsl().deleteFrom(PIN_GUESS).where(PIN_GUESS.AT.lt(now.minus(KEPT))).execute();
    }
}
