package io.recaller.learning;

import static io.recaller.db.generated.Tables.LEARNING;

import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.LearningRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The one row that says how far was learned and who learns. Stateless. */
final class HeadRow {
    private static final Duration LEASE = Duration.ofSeconds(30);

    Head read(Tx tx) {
        var row = row(tx);
        return new Head(row.getGeneration(), row.getLearnedSeq());
    }

    LearningRecord row(Tx tx) {
        return tx.dsl().selectFrom(LEARNING).fetchSingle();
    }

    /** Takes the lease if nobody has it. */
    Optional<Lease> take(Tx tx, String name, Instant now) {
        return take(tx, name, false, now, LEARNING.LEASE_UNTIL.isNull().or(isOver(now)));
    }

    /** Takes the lease from whoever has it, unless they too are learning everything anew. */
    Optional<Lease> seize(Tx tx, String name, Instant now) {
        return take(tx, name, true, now, LEARNING.REBUILDING.isFalse().or(isOver(now)));
    }

    private static Condition isOver(Instant now) {
        return LEARNING.LEASE_UNTIL.le(now);
    }

    private static Optional<Lease> take(
            Tx tx, String name, boolean rebuilding, Instant now, Condition when) {
        return tx.dsl()
                .update(LEARNING)
                .set(LEARNING.HOLDER, name)
                .set(LEARNING.REBUILDING, rebuilding)
                .set(LEARNING.LEASE_UNTIL, now.plus(LEASE))
                .set(LEARNING.TERM, LEARNING.TERM.plus(1))
                .where(when)
                .returning(LEARNING.TERM)
                .fetchOptional(row -> new Lease(row.getTerm()));
    }

    /**
     * Keeps the lease, and the row locked until the transaction ends.
     *
     * @return how far was learned
     * @throws LeaseLostException when somebody took it
     */
    Head renew(Tx tx, Lease lease, Instant now) {
        return tx.dsl()
                .update(LEARNING)
                .set(LEARNING.LEASE_UNTIL, now.plus(LEASE))
                .where(LEARNING.TERM.eq(lease.term()), LEARNING.HOLDER.isNotNull())
                .returning(LEARNING.GENERATION, LEARNING.LEARNED_SEQ)
                .fetchOptional(row -> new Head(row.getGeneration(), row.getLearnedSeq()))
                .orElseThrow(LeaseLostException::new);
    }

    /** So far was learned; in a transaction that has renewed the lease. */
    void advance(Tx tx, long seq, Instant now) {
        tx.dsl()
                .update(LEARNING)
                .set(LEARNING.LEARNED_SEQ, seq)
                .set(LEARNING.LEARNED_AT, now)
                .execute();
    }

    /** Everything was learned anew; in a transaction that has renewed the lease. */
    void nextGeneration(Tx tx) {
        tx.dsl().update(LEARNING).set(LEARNING.GENERATION, LEARNING.GENERATION.plus(1)).execute();
    }

    /** Gives the lease back, if it is still held. */
    void release(Tx tx, Lease lease) {
        tx.dsl()
                .update(LEARNING)
                .setNull(LEARNING.HOLDER)
                .setNull(LEARNING.LEASE_UNTIL)
                .set(LEARNING.REBUILDING, DSL.inline(false))
                .where(LEARNING.TERM.eq(lease.term()))
                .execute();
    }
}
