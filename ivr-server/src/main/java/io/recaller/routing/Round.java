package io.recaller.routing;

import io.recaller.db.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** One look at the queue: match, then claim each proposal. */
final class Round {
    private final Database db;
    private final QueueStore queue;
    private final PresenceStore presences;
    private final Claims claims;
    private final InstantSource clock;

    Round(
            Database db,
            QueueStore queue,
            PresenceStore presences,
            Claims claims,
            InstantSource clock) {
        this.db = db;
        this.queue = queue;
        this.presences = presences;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * Hands over each offer as soon as it is committed.
     *
     * @return whether a proposal was lost to another server, so that another look is worth it
     */
    boolean run(BiConsumer<Offer, Proposal> offered) {
        var lost = false;
        for (var proposal : proposals()) {
            var offer = db.inTransaction(tx -> claims.claim(tx, proposal));
            offer.ifPresent(won -> offered.accept(won, proposal));
            lost |= offer.isEmpty();
        }
        return lost;
    }

    private List<Proposal> proposals() {
        return db.inTransaction(tx -> {
            var now = clock.instant();
            var ready = presences.ready(tx, now);
            return ready.isEmpty() ? List.of() : Match.propose(queue.waiting(tx), ready, now);
        });
    }
}
