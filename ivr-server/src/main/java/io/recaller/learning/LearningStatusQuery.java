package io.recaller.learning;

import static io.recaller.db.generated.Tables.LEARNING_CHANGE;

import io.recaller.contact.history.FinalContacts;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.LearningRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.impl.DSL;

/** Reads what was learned, for an operator. Stateless. */
public final class LearningStatusQuery {
    private final FinalContacts contacts = new FinalContacts();
    private final HeadRow head = new HeadRow();
    private final ModelRows models = new ModelRows();

    public LearningStatus read(Tx tx, Instant now) {
        var row = head.row(tx);
        var kept = models.read(tx);
        return new LearningStatus(
                row.getLearnedSeq(),
                contacts.countWaiting(tx, now, LearningStatus.MOST_COUNTED),
                kept.topics().size(),
                Optional.ofNullable(row.getLearnedAt()),
                row.getGeneration(),
                changes(tx),
                holder(row, now),
                ModelRows.model(kept).weights());
    }

    private static SortedMap<String, Integer> changes(Tx tx) {
        return new TreeMap<>(
                tx.dsl()
                        .select(LEARNING_CHANGE.WHAT, DSL.count())
                        .from(LEARNING_CHANGE)
                        .groupBy(LEARNING_CHANGE.WHAT)
                        .fetchMap(LEARNING_CHANGE.WHAT, DSL.count()));
    }

    private static Optional<LearningStatus.Holder> holder(LearningRecord row, Instant now) {
        return Optional.ofNullable(row.getHolder())
                .filter(_ -> row.getLeaseUntil().isAfter(now))
                .map(name ->
                        new LearningStatus.Holder(name, row.getRebuilding(), row.getLeaseUntil()));
    }
}
