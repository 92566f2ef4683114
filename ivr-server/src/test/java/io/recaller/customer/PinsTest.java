package io.recaller.customer;

import static io.recaller.customer.People.CUSTOMERS;
import static io.recaller.customer.People.HANDLES;
import static io.recaller.customer.People.NOW;
import static io.recaller.customer.People.tel;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class PinsTest {
    private static final Database db = TestDatabase.fresh();
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static final String RIGHT = "4711";
    private static final String WRONG = "0000";

    private final Pins pins = new Pins(HANDLES, 4);
    private final Handle line = newLine();

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void theRightPinIsAcceptedAndOnlyItsHashIsKept() {
        var customer = customerWithPin();

        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
        assertThat(hash(customer)).startsWith("$2a$04$").doesNotContain(RIGHT);
    }

    @Test
    void whoHasNoPinCannotProveAnything() {
        var customer = newCustomer();

        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.NoPin());
    }

    @Test
    void theThirdWrongPinLocksTheCustomerEvenForTheRightOneFromElsewhere() {
        var customer = customerWithPin();

        assertThat(verify(customer, line, WRONG, NOW)).isEqualTo(new PinCheck.Rejected());
        assertThat(verify(customer, line, WRONG, NOW)).isEqualTo(new PinCheck.Rejected());
        assertThat(verify(customer, line, WRONG, NOW)).isEqualTo(lockedFor(Duration.ofMinutes(1)));
        assertThat(verify(customer, newLine(), RIGHT, NOW))
                .isEqualTo(lockedFor(Duration.ofMinutes(1)));
    }

    @Test
    void theLockGrowsWithEveryWrongPinUpToADay() {
        var customer = customerWithPin();
        var now = NOW;
        var longest = Duration.ZERO;

        for (var i = 0; i < 20; i++) {
            if (verify(customer, newLine(), WRONG, now) instanceof PinCheck.LockedUntil(var end)) {
                var wait = Duration.between(now, end);
                assertThat(wait).isGreaterThanOrEqualTo(longest);
                longest = wait;
                now = end;
            }
        }

        assertThat(longest).isEqualTo(Duration.ofDays(1));
        assertThat(verify(customer, newLine(), RIGHT, now)).isEqualTo(new PinCheck.Accepted());
        assertThat(verify(customer, newLine(), WRONG, now)).isEqualTo(new PinCheck.Rejected());
    }

    @Test
    void oneLineCannotGuessItsWayThroughManyCustomers() {
        var own = customerWithPin();
        for (var i = 0; i < 4; i++) {
            verify(customerWithPin(), line, WRONG, NOW);
            verify(own, line, RIGHT, NOW);
        }

        assertThat(verify(customerWithPin(), line, WRONG, NOW))
                .isEqualTo(lockedFor(Duration.ofMinutes(1)));
        assertThat(verify(own, newLine(), RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
        assertThat(verify(own, line, RIGHT, NOW.plus(Duration.ofDays(2))))
                .isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void aPinIsReplacedByANewOne() {
        var customer = customerWithPin();

        db.runInTransaction(tx -> pins.set(tx, customer, "98765", NOW));

        assertThat(verify(customer, line, "98765", NOW)).isEqualTo(new PinCheck.Accepted());
        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Rejected());
    }

    @Test
    void whatIsNoPinIsRefusedWithoutRepeatingIt() {
        var customer = newCustomer();

        assertThatThrownBy(() -> db.runInTransaction(tx -> pins.set(tx, customer, "12x", NOW)))
                .hasMessageNotContaining("12x");
    }

    private PinCheck verify(CustomerId customer, Handle from, String pin, Instant now) {
        return db.inTransaction(tx -> pins.verify(tx, customer, from, pin, now));
    }

    private static PinCheck lockedFor(Duration wait) {
        return new PinCheck.LockedUntil(NOW.plus(wait));
    }

    private CustomerId customerWithPin() {
        var customer = newCustomer();
        db.runInTransaction(tx -> pins.set(tx, customer, RIGHT, NOW));
        return customer;
    }

    private static CustomerId newCustomer() {
        return db.inTransaction(tx -> CUSTOMERS.createWhenNew(tx, newLine(), NOW))
                .single()
                .orElseThrow();
    }

    private static Handle newLine() {
        return tel("+7702000" + NUMBERS.incrementAndGet());
    }

    private static String hash(CustomerId customer) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(CUSTOMER_PIN.HASH)
                        .from(CUSTOMER_PIN)
                        .where(CUSTOMER_PIN.CUSTOMER_ID.eq(customer.value()))
                        .fetchSingle(Record1::value1));
    }
}
