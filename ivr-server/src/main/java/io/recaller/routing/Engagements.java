package io.recaller.routing;

import io.recaller.db.Database;
import io.recaller.routing.ring.Engagement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the rows say of agents' phones, to be compared with what Asterisk has: who rings or talks,
 * and what seemed to come to nothing lately. A server that dies right after it wrote an end may
 * have been told of a talk just before that it did not write: then Asterisk alone knows of it, and
 * is asked by whoever looks next. Any thread.
 */
public final class Engagements implements Supplier<List<Engagement>> {
    /** Reports are written within milliseconds, and tried again a few times. */
    private static final Duration LATELY = Duration.ofMinutes(5);

    /** Asterisk may be asked how a call ended for as long. */
    private static final Duration BEFORE_THE_START = Duration.ofDays(1);

    /** A question to Asterisk each, a millisecond or so: the newest ones. */
    private static final int MOST = 2_000;

    private final EngagementRows rows = new EngagementRows();
    private final Database database;
    private final InstantSource clock;
    private final Instant startedAt;

    /** Made when a server starts: what others left is looked for during its first minutes. */
    public Engagements(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public List<Engagement> get() {
        var now = clock.instant();
        var isYoung = now.isBefore(startedAt.plus(LATELY));
        var since = now.minus(isYoung ? BEFORE_THE_START : LATELY);
        return database.inTransaction(tx ->
                Stream.concat(rows.engaged(tx).stream(), rows.inVain(tx, since, MOST).stream())
                        .toList());
    }
}
