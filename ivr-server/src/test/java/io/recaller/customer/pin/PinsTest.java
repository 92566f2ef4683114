package io.recaller.customer.pin;

import static io.recaller.customer.People.CUSTOMERS;
import static io.recaller.customer.People.HANDLES;
import static io.recaller.customer.People.NOW;
import static io.recaller.customer.People.tel;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.People;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jooq.Record1;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PinsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static final String RIGHT = "4711";
    private static final String WRONG = "0000";

    private static final String KEY = "ab".repeat(32);
    private static final String NEWER = "cd".repeat(32);

    private final Pins pins = pins(KEY);
    private final Handle line = newLine();

    @Test
    void theRightPinIsAcceptedAndOnlyItsEncryptedHashIsKept() {
        var customer = customerWithPin();

        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
        assertThat(hash(customer)).doesNotContain("$2a$").doesNotContain(RIGHT);
    }

    @Test
    void aPinIsTheSameInTheDigitsOfAnyKeyboard() {
        for (var typed :
                List.of("٤٧١١", "۴۷۱۱", "४७११", "４７１１", "\u200f4711\u200f", "4711\ufeff")) {
            var customer = customerWithPin();

            assertThat(new KeyedPin(typed).isPin()).as(typed).isTrue();
            assertThat(verify(customer, line, typed, NOW))
                    .as(typed)
                    .isEqualTo(new PinCheck.Accepted());
        }
    }

    @Test
    void aPinThatIsReplacedOnceItWasComparedIsRightNoMore() {
        var customer = customerWithPin();
        var keyed = new KeyedPin(RIGHT);
        db.inTransaction(tx -> pins.toTry(tx, customer, line, false, NOW))
                .ifPresent(keyed::compare);

        db.runInTransaction(tx -> pins.set(tx, customer, "2580", NOW));
        var check = db.inTransaction(tx -> pins.tried(tx, customer, line, false, keyed, NOW));

        assertThat(check).isInstanceOf(PinCheck.Rejected.class);
        assertThat(keyed.toString()).doesNotContain(RIGHT);
    }

    @Test
    void whoHasNoPinCannotProveAnything() {
        var customer = newCustomer();

        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.NoPin());
    }

    @Test
    void wrongPinsFromStrangersLinesNeverKeepTheOwnerOut() {
        var customer = customerWithPin();
        verify(customer, line, RIGHT, NOW);

        for (var i = 0; i < 30; i++) {
            verify(customer, newLine(), WRONG, NOW.plusSeconds(i));
        }

        assertThat(verify(customer, newLine(), RIGHT, NOW.plusSeconds(40)))
                .as("another stranger")
                .isInstanceOf(PinCheck.LockedUntil.class);
        assertThat(verify(customer, line, RIGHT, NOW.plusSeconds(40)))
                .isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void wrongPinsUnderTheOwnersSpoofedNumberNeverUseUpWhatTheAttestedOneHas() {
        var customer = customerWithPin();
        link(customer, line);

        for (var i = 0; i < 100; i++) {
            verify(customer, line, WRONG, NOW.plusSeconds(i));
        }

        assertThat(attested(customer, line, RIGHT, NOW.plusSeconds(100)))
                .isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void whoeverHasAnAttestedNumberThatIsNotTheCustomersIsAStranger() {
        var customer = customerWithPin();

        for (var i = 0; i < 5; i++) {
            attested(customer, newLine(), WRONG, NOW);
        }

        assertThat(attested(customer, newLine(), RIGHT, NOW))
                .isInstanceOf(PinCheck.LockedUntil.class);
    }

    @Test
    void anAttestedNumberThatIsOnlyClaimedToBeTheCustomersIsAStrangersToo() {
        var customer = customerWithPin();
        var strangers = newLine();
        link(customer, strangers);
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER_HANDLE)
                        .set(CUSTOMER_HANDLE.STANDING, "claimed")
                        .where(
                                CUSTOMER_HANDLE.HANDLE_ID.eq(HANDLES.idOf(tx, strangers)),
                                CUSTOMER_HANDLE.CUSTOMER_ID.eq(customer.value()))
                        .execute());

        for (var i = 0; i < 5; i++) {
            attested(customer, strangers, WRONG, NOW);
        }

        assertThat(verify(customer, newLine(), RIGHT, NOW))
                .as("the budget of all strangers")
                .isInstanceOf(PinCheck.LockedUntil.class);
    }

    @Test
    void theFifthWrongPinLocksForHalfAnHourAndTryingOnMakesItNoLonger() {
        var customer = customerWithPin();
        var free = NOW.plus(Duration.ofMinutes(30));
        for (var i = 0; i < 4; i++) {
            assertThat(verify(customer, line, WRONG, NOW)).isInstanceOf(PinCheck.Rejected.class);
        }

        assertThat(verify(customer, line, WRONG, NOW)).isInstanceOf(PinCheck.LockedUntil.class);
        for (var minute = 1; minute < 30; minute++) {
            assertThat(verify(customer, line, WRONG, NOW.plus(Duration.ofMinutes(minute))))
                    .isEqualTo(new PinCheck.LockedUntil(free, 0));
        }

        assertThat(verify(customer, line, RIGHT, free)).isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void howeverManyWereTriedNobodyIsLockedOutForLongerThanHalfAnHour() {
        var customer = customerWithPin();
        verify(customer, line, RIGHT, NOW);
        var now = NOW;
        var tried = 0;
        while (now.isBefore(NOW.plus(Duration.ofDays(2)))) {
            var check = verify(customer, line, WRONG, now);
            tried +=
                    check instanceof PinCheck.LockedUntil(_, var customers) && customers == 0
                            ? 0
                            : 1;
            now = now.plus(Duration.ofMinutes(7));
        }

        assertThat(tried).as("in two days").isLessThanOrEqualTo(5 + 2 * 48);
        assertThat(verify(customer, line, RIGHT, now.plus(Duration.ofMinutes(30))))
                .isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void wrongPinsAreForgottenWithTime() {
        var customer = customerWithPin();
        for (var i = 0; i < 5; i++) {
            verify(customer, line, WRONG, NOW);
        }
        var later = NOW.plus(Duration.ofHours(3));

        for (var i = 0; i < 4; i++) {
            assertThat(verify(customer, line, WRONG, later)).isInstanceOf(PinCheck.Rejected.class);
        }
    }

    @Test
    void aNewPinOrAnUnlockEndsALock() {
        var customer = customerWithPin();
        for (var unlock :
                List.<Consumer<Tx>>of(
                        tx -> pins.set(tx, customer, RIGHT, NOW),
                        tx -> pins.unlock(tx, customer, NOW))) {
            for (var i = 0; i < 5; i++) {
                verify(customer, newLine(), WRONG, NOW);
            }
            assertThat(verify(customer, newLine(), RIGHT, NOW))
                    .isInstanceOf(PinCheck.LockedUntil.class);

            db.runInTransaction(unlock);

            assertThat(verify(customer, newLine(), RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
        }
    }

    @Test
    void aNewPinOrAnUnlockEndsTheLockOfTheOwnersLineToo() {
        var customer = customerWithPin();
        link(customer, line);
        for (var unlock :
                List.<Consumer<Tx>>of(
                        tx -> pins.unlock(tx, customer, NOW),
                        tx -> pins.set(tx, customer, RIGHT, NOW))) {
            for (var i = 0; i < 5; i++) {
                verify(customerWithPin(), line, WRONG, NOW);
                verify(customer, line, WRONG, NOW);
            }

            db.runInTransaction(unlock);

            assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
            db.runInTransaction(tx -> disown(tx, customer));
        }
    }

    @Test
    void aNewPinDoesNotForgiveALineThatIsOnlyClaimed() {
        var customer = customerWithPin();
        link(customer, line);
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER_HANDLE)
                        .set(CUSTOMER_HANDLE.STANDING, "claimed")
                        .where(CUSTOMER_HANDLE.HANDLE_ID.eq(HANDLES.idOf(tx, line)))
                        .execute());
        for (var i = 0; i < 5; i++) {
            verify(customerWithPin(), line, WRONG, NOW);
        }

        db.runInTransaction(tx -> pins.set(tx, customer, RIGHT, NOW));

        assertThat(verify(customerWithPin(), line, RIGHT, NOW))
                .isInstanceOf(PinCheck.LockedUntil.class);
    }

    @Test
    void onePinTriedOnManyCustomersIsSeen() {
        var seen = 0;
        for (var i = 0; i < 12; i++) {
            var customer = customerWithPin();
            verify(customer, newLine(), "9182", NOW);
            verify(customer, newLine(), "918" + i % 2, NOW);
            var last = customerWithPin();
            if (verify(last, newLine(), "9182", NOW) instanceof PinCheck.Rejected(var customers)) {
                seen = customers;
            }
        }

        assertThat(seen).isEqualTo(24);
        assertThat(verify(customerWithPin(), newLine(), "9182", NOW.plus(Duration.ofHours(25))))
                .as("a day later")
                .isEqualTo(new PinCheck.Rejected(1));
    }

    @Test
    void aHashFromBeforeThePepperIsCheckedAndThenEncrypted() {
        var customer = customerWithBarePin();

        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());

        assertThat(hash(customer)).doesNotStartWith("$2a$");
        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void hashesFromBeforeThePepperAreEncryptedWithoutTheirPins() {
        var customer = customerWithBarePin();

        int sealed = db.inTransaction(tx -> pins.sealBare(tx, 1000));
        assertThat(sealed).isPositive();

        assertThat(hash(customer)).doesNotStartWith("$2a$");
        assertThat(verify(customer, line, WRONG, NOW)).isInstanceOf(PinCheck.Rejected.class);
        assertThat(verify(customer, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void anOldKeyStillDecryptsAndIsReplacedByTheNewOneAtTheNextRightPin() {
        var customer = customerWithPin();
        var rotated = pins(NEWER + "\n# the old one\n" + KEY);
        var onlyNew = pins(NEWER);

        assertThat(verify(onlyNew, customer, line, RIGHT)).isEqualTo(new PinCheck.NoPepper());
        assertThat(db.inTransaction(onlyNew::unreadable)).isNotEmpty();
        assertThat(verify(rotated, customer, line, RIGHT)).isEqualTo(new PinCheck.Accepted());
        assertThat(verify(onlyNew, customer, line, RIGHT)).isEqualTo(new PinCheck.Accepted());
        assertThat(verify(pins, customer, line, RIGHT)).isEqualTo(new PinCheck.NoPepper());
    }

    @Test
    void withoutThePepperNothingIsProvedOrSet() {
        var customer = customerWithBarePin();
        var without = new Pins(HANDLES, new Pepper.Missing("bring the file back"), 4);

        assertThat(verify(without, customer, line, RIGHT)).isEqualTo(new PinCheck.NoPepper());
        assertThatThrownBy(() -> db.runInTransaction(tx -> without.set(tx, customer, RIGHT, NOW)))
                .hasMessage("bring the file back");
    }

    @Test
    void oneCustomersHashDoesNotOpenForAnother() {
        var attacker = customerWithPin();
        var victim = newCustomer();
        db.runInTransaction(tx -> {
            pins.set(tx, victim, "86420", NOW);
            tx.dsl()
                    .update(CUSTOMER_PIN)
                    .set(CUSTOMER_PIN.HASH, hash(attacker))
                    .where(CUSTOMER_PIN.CUSTOMER_ID.eq(victim.value()))
                    .execute();
        });

        assertThat(verify(victim, line, RIGHT, NOW)).isEqualTo(new PinCheck.NoPepper());
    }

    @Test
    void oneLineCannotGuessItsWayThroughManyCustomers() {
        var own = customerWithPin();
        verify(own, line, RIGHT, NOW);
        for (var i = 0; i < 5; i++) {
            verify(customerWithPin(), line, WRONG, NOW);
            verify(own, line, RIGHT, NOW);
        }

        assertThat(verify(customerWithPin(), line, RIGHT, NOW))
                .isInstanceOf(PinCheck.LockedUntil.class);
        assertThat(verify(own, line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
        db.runInTransaction(tx -> pins.unlock(tx, line, NOW));
        assertThat(verify(customerWithPin(), line, RIGHT, NOW)).isEqualTo(new PinCheck.Accepted());
    }

    @Test
    void aPinIsReplacedByANewOne() {
        var customer = customerWithPin();

        db.runInTransaction(tx -> pins.set(tx, customer, "98765", NOW));

        assertThat(verify(customer, line, "98765", NOW)).isEqualTo(new PinCheck.Accepted());
        assertThat(verify(customer, line, RIGHT, NOW)).isInstanceOf(PinCheck.Rejected.class);
    }

    @Test
    void whatIsNoPinIsRefusedWithoutRepeatingIt() {
        var customer = newCustomer();

        assertThatThrownBy(() -> db.runInTransaction(tx -> pins.set(tx, customer, "12x", NOW)))
                .hasMessageNotContaining("12x");
    }

    private PinCheck verify(CustomerId customer, Handle from, String pin, Instant now) {
        return verify(pins, customer, from, false, pin, now);
    }

    private PinCheck attested(CustomerId customer, Handle from, String pin, Instant now) {
        return verify(pins, customer, from, true, pin, now);
    }

    private static PinCheck verify(Pins pins, CustomerId customer, Handle from, String pin) {
        return verify(pins, customer, from, false, pin, NOW);
    }

    /** As of whoever keys it on the line. */
    private static PinCheck verify(
            Pins pins,
            CustomerId customer,
            Handle from,
            boolean attested,
            String pin,
            Instant now) {
        return db.inTransaction(tx -> {
            var check = pins.tried(tx, customer, from, attested, new KeyedPin(pin), now);
            if (check instanceof PinCheck.Accepted) {
                pins.accept(tx, customer, from, attested, now);
            }
            return check;
        });
    }

    private static Pins pins(String keys) {
        return new Pins(HANDLES, new Pepper.Keys(PepperKeys.parse(keys)), 4);
    }

    private void disown(Tx tx, CustomerId customer) {
        new PinBudgets().disown(tx, customer, HANDLES.idOf(tx, line));
    }

    private static void link(CustomerId customer, Handle handle) {
        db.runInTransaction(tx -> People.uses(tx, customer, handle));
    }

    /** As set by a version that had no pepper. */
    private CustomerId customerWithBarePin() {
        var customer = customerWithPin();
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER_PIN)
                        .set(
                                CUSTOMER_PIN.HASH,
                                BCrypt.withDefaults().hashToString(4, RIGHT.toCharArray()))
                        .setNull(CUSTOMER_PIN.KEY_ID)
                        .where(CUSTOMER_PIN.CUSTOMER_ID.eq(customer.value()))
                        .execute());
        return customer;
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
