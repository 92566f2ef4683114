package io.recaller.recommendation;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.context.ContextQuery;
import io.recaller.contact.history.PastContact;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What flows may ask, of rows. Any thread; blocking, but for {@link #mayBe} and the texts. */
public final class StoredRecommendations implements FlowRecommendations {
    private final Database db;
    private final InstantSource clock;
    private final Recommender recommender;
    private final RunningRecommendations running;
    private final ContextQuery contexts;

    /**
     * @param contexts reads what is known of a customer
     */
    public StoredRecommendations(
            Database db,
            InstantSource clock,
            Recommender recommender,
            RunningRecommendations running,
            ContextQuery contexts) {
        this.db = db;
        this.clock = clock;
        this.recommender = recommender;
        this.running = running;
        this.contexts = contexts;
    }

    /** The questions of all that run, by language. */
    public List<Map<String, String>> texts() {
        return running.known().running().stream().map(Recommendation::said).toList();
    }

    @Override
    public boolean mayBe() {
        return running.known().running().stream().anyMatch(one -> !one.said().isEmpty());
    }

    @Override
    public Optional<Question> find(Whom whom, String language) {
        var now = clock.instant();
        return db.inTransaction(tx -> recommender.toAsk(tx, encounter(tx, whom, now), now))
                .map(Recommended::recommendation)
                .flatMap(one ->
                        Optional.ofNullable(one.said().get(language))
                                .filter(words -> !words.isBlank())
                                .map(words -> new Question(one.id(), words)));
    }

    @Override
    public boolean begin(Whom whom, RecommendationId one, BooleanSupplier isWanted) {
        var now = clock.instant();
        return db.inTransaction(tx -> {
            var begins = recommender.begins(tx, encounter(tx, whom, now), one, now);
            if (begins && !isWanted.getAsBoolean()) {
                recommender.takeBack(tx, whom.contact(), now);
                return false;
            }
            return begins;
        });
    }

    @Override
    public void answered(boolean accepted) {
        recommender.count(accepted ? OutcomeState.ACCEPTED : OutcomeState.DECLINED, 1);
    }

    private Encounter encounter(Tx tx, Whom whom, Instant now) {
        var known = contexts.read(tx, whom.customer(), now).known();
        return new Encounter(
                whom.contact(),
                whom.customer(),
                known.flatMap(each -> each.profile().segment()),
                whom.trust(),
                whom.channel(),
                whom.by(),
                whom.topic(),
                known.map(CallerContext.Known::history).orElse(List.of()).stream()
                        .map(PastContact::topic)
                        .toList());
    }
}
