package io.recaller.recommendation;

import io.recaller.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What may be recommended now, and what was learned from answers, as this server knows it. Run it
 * every few seconds; where there is nothing to recommend that is one short query, and contacts need
 * none. Any thread.
 */
public final class RunningRecommendations implements Runnable {
    /** What was answered longer ago says little of what is accepted today. */
    private static final Duration LEARNED_FROM = Duration.ofDays(180);

    private static final Duration COUNTED_EVERY = Duration.ofMinutes(1);

    private final Database db;
    private final InstantSource clock;
    private final RecommendationRows rows = new RecommendationRows();
    private final OutcomeRows outcomes = new OutcomeRows();
    private volatile Known known = new Known(List.of(), Acceptances.NONE, Instant.MIN);

    public RunningRecommendations(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** All that a choice is made from, as of an instant. */
    record Known(List<Recommendation> running, Acceptances acceptances, Instant countedAt) {
        Known {
            running = List.copyOf(running);
        }
    }

    @Override
    public void run() {
        var now = clock.instant();
        var before = known;
        known =
                db.inTransaction(tx -> {
                    var running = rows.running(tx, now);
                    var isOld = before.countedAt().isBefore(now.minus(COUNTED_EVERY));
                    return running.isEmpty() || !isOld
                            ? new Known(running, before.acceptances(), before.countedAt())
                            : new Known(
                                    running,
                                    Acceptances.of(outcomes.counted(tx, now.minus(LEARNED_FROM))),
                                    now);
                });
    }

    Known known() {
        return known;
    }
}
