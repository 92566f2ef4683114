package io.recaller.recommendation;

import io.recaller.db.Tx;
import java.time.Instant;

/** Deletes recommendations that ended long ago, with what came of them. Stateless. */
public final class AgedRecommendations {
    private final RecommendationRows rows = new RecommendationRows();

    /** Those that ended before an instant, {@code most} of them; how many it were. */
    public int forget(Tx tx, Instant before, int most) {
        return rows.forget(tx, before, most);
    }
}
