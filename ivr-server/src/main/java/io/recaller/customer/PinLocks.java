package io.recaller.customer;

import static io.recaller.db.generated.Tables.PIN_LOCK;

import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PinLockRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Growing locks against guessing: after the tries that are free every wrong PIN doubles the wait,
 * from a minute to a day.
 */
final class PinLocks {
    private static final String CUSTOMER = "customer";
    private static final String LINE = "handle";
    private static final int FREE_FOR_A_CUSTOMER = 2;
    private static final int FREE_FOR_A_LINE = 4;
    private static final int LONGEST_DOUBLING = 11;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Locks both rows until the transaction ends: tries at once count as tries in a row. */
    Held hold(Tx tx, CustomerId customer, UUID line, Instant now) {
        tx.dsl()
                .insertInto(PIN_LOCK, PIN_LOCK.SUBJECT_KIND, PIN_LOCK.SUBJECT_ID)
                .values(CUSTOMER, customer.value())
                .values(LINE, line)
                .onConflictDoNothing()
                .execute();
        var ofCustomer = lock(tx, CUSTOMER, customer.value());
        return new Held(ofCustomer, lock(tx, LINE, line), now);
    }

    private static PinLockRecord lock(Tx tx, String kind, UUID id) {
        return tx.dsl()
                .selectFrom(PIN_LOCK)
                .where(PIN_LOCK.SUBJECT_KIND.eq(kind), PIN_LOCK.SUBJECT_ID.eq(id))
                .forUpdate()
                .fetchSingle();
    }

    private static Duration wait(int failures, int free) {
        if (failures <= free) {
            return Duration.ZERO;
        }
        var wait = FIRST.multipliedBy(1L << Math.min(failures - free - 1, LONGEST_DOUBLING));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** Both rows, locked. */
    static final class Held {
        private final PinLockRecord customer;
        private final PinLockRecord line;
        private final Instant now;

        Held(PinLockRecord customer, PinLockRecord line, Instant now) {
            this.customer = customer;
            this.line = line;
            this.now = now;
        }

        /** Empty when a PIN may be tried now. */
        Optional<Instant> until() {
            return List.of(customer, line).stream()
                    .flatMap(row -> Optional.ofNullable(row.getLockedUntil()).stream())
                    .filter(until -> until.isAfter(now))
                    .max(Comparator.naturalOrder());
        }

        /**
         * Only the customer's count ends with a right PIN. A line's ends after a day without a
         * wrong one: else who knows one PIN could go on guessing others between two right ones.
         */
        void accepted() {
            write(customer, 0, Duration.ZERO);
        }

        void failed() {
            var rested = line.getUpdatedAt().plus(LONGEST).isBefore(now);
            var ofCustomer = customer.getFailures() + 1;
            var ofLine = rested ? 1 : line.getFailures() + 1;
            write(customer, ofCustomer, PinLocks.wait(ofCustomer, FREE_FOR_A_CUSTOMER));
            write(line, ofLine, PinLocks.wait(ofLine, FREE_FOR_A_LINE));
        }

        private void write(PinLockRecord row, int failures, Duration wait) {
            row.setFailures(failures);
            row.setLockedUntil(wait.isZero() ? null : now.plus(wait));
            row.setUpdatedAt(now);
            row.update();
        }
    }
}
