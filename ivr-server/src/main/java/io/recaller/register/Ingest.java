package io.recaller.register;

import io.recaller.contact.reported.Intake;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.UnstorableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Gatherers;

/**
 * Takes in contacts that other systems report. Thread-safe; blocks.
 *
 * <p>Told again, nothing is changed: who is not sure that a list arrived sends it once more.
 */
public final class Ingest {
    /**
     * Who calls from a number that is just being reported waits for its row until the transaction
     * is over: as many as take some 50 ms, where a hand-off waits for two seconds at most.
     */
    private static final int HANDFUL = 100;

    /** As many as hardly cost more than one. */
    private static final int FEW = 10;

    /** Clients that were answered together send their next within it, where there are some. */
    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Database database;
    private final InstantSource clock;
    private final Intake intake;
    private final Gathering<Reported, Taken> few;

    public Ingest(Database database, InstantSource clock, Intake intake) {
        this.database = database;
        this.clock = clock;
        this.intake = intake;
        this.few = new Gathering<>(HANDFUL, MOMENT, some -> together(some, clock.instant()));
    }

    /** What became of one contact of a list. */
    public sealed interface Taken {
        record Stored(Recorded recorded) implements Taken {}

        /** It holds what the database can never keep. */
        record Refused(UnstorableException why) implements Taken {}
    }

    /**
     * Takes in a list, in its order, a handful in one transaction: of each handful all that can be
     * kept, or after a failure of the database none, and nothing of those after it. Where two lists
     * stand in each other's way the contacts are taken one by one. Short lists that come at the
     * same time go together. The keys of their fields are in the catalogue.
     *
     * @return as long as the list, in its order
     */
    public List<Taken> take(List<Reported> list) {
        var now = clock.instant();
        list.forEach(reported -> database.months().ensure(reported.startedAt(), now));
        if (list.size() <= FEW) {
            return few.take(list);
        }
        return list.stream()
                .gather(Gatherers.windowFixed(HANDFUL))
                .flatMap(handful -> together(handful, now).stream())
                .toList();
    }

    private List<Taken> together(List<Reported> handful, Instant now) {
        try {
            return database.inTransaction(tx -> stored(tx, handful, now));
        } catch (UnstorableException one) {
            return apart(handful, now);
        } catch (ConflictException lists) {
            return oneByOne(handful, now);
        }
    }

    private List<Taken> stored(Tx tx, List<Reported> handful, Instant now) {
        return intake.record(tx, handful, now).stream().<Taken>map(Taken.Stored::new).toList();
    }

    /** One of them cannot be kept, and PostgreSQL does not say which. */
    private List<Taken> apart(List<Reported> handful, Instant now) {
        try {
            return database.inTransaction(
                    tx -> handful.stream().map(reported -> take(tx, reported, now)).toList());
        } catch (ConflictException lists) {
            return oneByOne(handful, now);
        }
    }

    private List<Taken> oneByOne(List<Reported> handful, Instant now) {
        return handful.stream()
                .map(reported -> database.inTransactionOrAgain(tx -> take(tx, reported, now)))
                .toList();
    }

    private Taken take(Tx tx, Reported reported, Instant now) {
        try {
            return tx.orTakenBack(part -> stored(part, List.of(reported), now)).getFirst();
        } catch (UnstorableException never) {
            return new Taken.Refused(never);
        }
    }
}
