package io.recaller.customer.pin;

import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.PIN_BUDGET;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PinBudgetRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How many wrong PINs are borne. A budget bears {@link #BORNE} at once, one comes back each {@link
 * #BACK}, and tries while it is used up change nothing: no lock grows and none is kept alive by
 * trying on.
 *
 * <p>A line that has given the customer's right PIN, or whose number the network vouches for, has a
 * budget of its own with that customer; all other lines share one. So who calls from elsewhere
 * never uses up what is the customer's own. The arithmetic is in ADR 13.
 */
public final class PinBudgets {
    static final int BORNE = 5;
    static final Duration BACK = Duration.ofMinutes(30);

    private static final String ATTESTED = "attested";
    private static final String CLAIMED = "claimed";
    private static final String STRANGERS = "strangers";
    private static final String LINE = "line";

    /**
     * Locks the rows until the transaction ends: tries at once count as tries in a row. Always in
     * the order of their scopes, so that nobody waits in a circle.
     */
    Held hold(Tx tx, CustomerId customer, UUID line, boolean attested, Instant now) {
        var own = row(tx, attested ? ATTESTED : CLAIMED, customer.value(), line, now);
        if (own.getProvedAt() != null || (attested && isLinked(tx, customer, line))) {
            return new Held(own, List.of(own), now);
        }
        var strangers = row(tx, STRANGERS, customer.value(), null, now);
        return new Held(own, List.of(strangers, row(tx, LINE, null, line, now)), now);
    }

    /** A claim is not enough: it is what a stranger can make. */
    private static boolean isLinked(Tx tx, CustomerId customer, UUID line) {
        return tx.dsl()
                .fetchExists(
                        CUSTOMER_HANDLE,
                        CUSTOMER_HANDLE.HANDLE_ID.eq(line),
                        CUSTOMER_HANDLE.STANDING.ne("claimed"),
                        CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)));
    }

    /**
     * Nothing wrong counts any more, of this customer on any line, nor of the lines the customer
     * calls from. A line that is only claimed is somebody else's, whose budget stays.
     */
    void forgive(Tx tx, CustomerId customer, Instant now) {
        var lines =
                DSL.select(CUSTOMER_HANDLE.HANDLE_ID)
                        .from(CUSTOMER_HANDLE)
                        .where(
                                CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)),
                                CUSTOMER_HANDLE.STANDING.ne("claimed"));
        tx.dsl()
                .selectFrom(PIN_BUDGET)
                .where(
                        PIN_BUDGET
                                .CUSTOMER_ID
                                .eq(customer.value())
                                .or(PIN_BUDGET.SCOPE.eq(LINE).and(PIN_BUDGET.HANDLE_ID.in(lines))))
                .orderBy(PIN_BUDGET.SCOPE, PIN_BUDGET.ID)
                .forUpdate()
                .forEach(row -> Held.write(row, 0, now));
    }

    /** As {@link #forgive(Tx, CustomerId, Instant)}, of this line whoever it asks for. */
    void forgive(Tx tx, UUID line, Instant now) {
        tx.dsl()
                .update(PIN_BUDGET)
                .set(PIN_BUDGET.WRONG, 0.0)
                .set(PIN_BUDGET.COUNTED_AT, now)
                .where(PIN_BUDGET.SCOPE.eq(LINE), PIN_BUDGET.HANDLE_ID.eq(line))
                .execute();
    }

    /** The line is a stranger's again, whatever right PIN it has given. */
    public void disown(Tx tx, CustomerId customer, UUID line) {
        tx.dsl()
                .update(PIN_BUDGET)
                .setNull(PIN_BUDGET.PROVED_AT)
                .where(PIN_BUDGET.HANDLE_ID.eq(line))
                .and(PIN_BUDGET.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .execute();
    }

    private static PinBudgetRecord row(
            Tx tx, String scope, @Nullable UUID customer, @Nullable UUID line, Instant now) {
        tx.dsl()
                .insertInto(PIN_BUDGET)
                .set(PIN_BUDGET.SCOPE, scope)
                .set(PIN_BUDGET.CUSTOMER_ID, customer)
                .set(PIN_BUDGET.HANDLE_ID, line)
                .set(PIN_BUDGET.COUNTED_AT, now)
                .onConflictDoNothing()
                .execute();
        return tx.dsl()
                .selectFrom(PIN_BUDGET)
                .where(
                        PIN_BUDGET.SCOPE.eq(scope),
                        customer == null
                                ? PIN_BUDGET.CUSTOMER_ID.isNull()
                                : PIN_BUDGET.CUSTOMER_ID.eq(customer),
                        line == null
                                ? PIN_BUDGET.HANDLE_ID.isNull()
                                : PIN_BUDGET.HANDLE_ID.eq(line))
                .forUpdate()
                .fetchSingle();
    }

    /** The rows a try is counted in, locked. */
    static final class Held {
        private final PinBudgetRecord own;
        private final List<PinBudgetRecord> counted;
        private final Instant now;

        Held(PinBudgetRecord own, List<PinBudgetRecord> counted, Instant now) {
            this.own = own;
            this.counted = counted;
            this.now = now;
        }

        /** Empty when a PIN may be tried now. */
        Optional<Instant> until() {
            return counted.stream()
                    .map(this::free)
                    .filter(free -> free.isAfter(now))
                    .max(Comparator.naturalOrder());
        }

        /** When one more wrong PIN can be borne. */
        private Instant free(PinBudgetRecord row) {
            var tooMany = Math.max(0, wrong(row) - (BORNE - 1));
            return now.plusMillis(Math.round(tooMany * BACK.toMillis()));
        }

        /** What still counts; a clock that was set back forgives nothing. */
        private double wrong(PinBudgetRecord row) {
            var passed = Math.max(0, Duration.between(row.getCountedAt(), now).toMillis());
            return Math.max(0, row.getWrong() - (double) passed / BACK.toMillis());
        }

        /**
         * The line is the customer's own from now on, with nothing counted. What counts against
         * strangers and against the line stays: else who knows one PIN could go on guessing others
         * between two right ones.
         */
        void accepted() {
            own.setProvedAt(now);
            write(own, 0, now);
        }

        void failed() {
            counted.forEach(row -> write(row, wrong(row) + 1, now));
        }

        private static void write(PinBudgetRecord row, double wrong, Instant now) {
            row.setWrong(wrong);
            row.setCountedAt(now);
            row.update();
        }
    }
}
