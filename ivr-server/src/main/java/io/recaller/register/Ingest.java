package io.recaller.register;

import io.recaller.contact.Intake;
import io.recaller.contact.Recorded;
import io.recaller.contact.Reported;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.UnstorableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes in contacts that other systems report. Thread-safe; blocks.
 *
 * <p>Told again, nothing is changed: who is not sure that a list arrived sends it once more.
 */
public final class Ingest {
    private final Database database;
    private final InstantSource clock;
    private final Intake intake;

    public Ingest(Database database, InstantSource clock, Intake intake) {
        this.database = database;
        this.clock = clock;
        this.intake = intake;
    }

    /** What became of one contact of a list. */
    public sealed interface Taken {
        record Stored(Recorded recorded) implements Taken {}

        /** It holds what the database can never keep. */
        record Refused(UnstorableException why) implements Taken {}
    }

    /**
     * Takes in a list, in its order, in one transaction: all that can be kept, or after a failure
     * of the database none. Where two lists stand in each other's way the contacts are taken one by
     * one. The keys of their fields are in the catalogue.
     *
     * @return as long as the list, in its order
     */
    public List<Taken> take(List<Reported> list) {
        var now = clock.instant();
        list.forEach(reported -> database.ensurePartition(reported.startedAt(), now));
        try {
            return database.inTransaction(
                    tx -> list.stream().map(reported -> take(tx, reported, now)).toList());
        } catch (ConflictException lists) {
            return list.stream()
                    .map(reported -> database.inTransaction(tx -> take(tx, reported, now)))
                    .toList();
        }
    }

    private Taken take(Tx tx, Reported reported, Instant now) {
        try {
            return new Taken.Stored(tx.orTakenBack(part -> intake.record(part, reported, now)));
        } catch (UnstorableException never) {
            return new Taken.Refused(never);
        }
    }
}
