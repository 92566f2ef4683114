package io.recaller.recommendation;

import io.recaller.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What may be recommended now, and what was learned from answers, as this server knows it. Run it
 * every few seconds; where there is nothing to recommend that is one short query, and contacts need
 * none. Run by one thread at a time; read by any.
 */
public final class RunningRecommendations implements Runnable {
    /** What was answered longer ago says little of what is accepted today. */
    private static final Duration LEARNED_FROM = Duration.ofDays(180);

    private static final Duration COUNTED_EVERY = Duration.ofMinutes(1);

    /** A hundredth of the time at most is spent on counting. */
    private static final int PAUSES = 100;

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Database db;
    private final InstantSource clock;
    private final RecommendationRows rows = new RecommendationRows();
    private final OutcomeRows outcomes = new OutcomeRows();
    private volatile Known known = new Known(List.of(), Acceptances.NONE);
    private Instant countAgain = Instant.MIN;

    public RunningRecommendations(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** All that a choice is made from. */
    record Known(List<Recommendation> running, Acceptances acceptances) {
        Known {
            running = List.copyOf(running);
        }
    }

    @Override
    public void run() {
        var now = clock.instant();
        var running = db.inTransaction(tx -> rows.running(tx, now));
        known = new Known(running, known.acceptances());
        if (!running.isEmpty() && !countAgain.isAfter(now)) {
            count(now);
        }
    }

    /** What takes long is done seldom; while it fails what was counted last is used. */
    private void count(Instant now) {
        var began = System.nanoTime();
        countAgain = now.plus(COUNTED_EVERY);
        var counted =
                db.inLongTransaction(LONGEST, tx -> outcomes.counted(tx, now.minus(LEARNED_FROM)));
        known = new Known(known.running(), Acceptances.of(counted));
        var pause = Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSES);
        countAgain = now.plus(pause.compareTo(COUNTED_EVERY) > 0 ? pause : COUNTED_EVERY);
    }

    Known known() {
        return known;
    }
}
