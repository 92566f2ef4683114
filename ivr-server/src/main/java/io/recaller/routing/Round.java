package io.recaller.routing;

import io.recaller.db.Database;
import io.recaller.db.Tx;
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
     * @param reach whose callers and phones are brought together
     * @return whether a proposal was lost to another server, so that another look is worth it
     */
    boolean run(Reach reach, BiConsumer<Offer, Proposal> offered) {
        var lost = false;
        for (var proposal : proposals(reach)) {
            var offer = db.inTransaction(tx -> claims.claim(tx, proposal));
            offer.ifPresent(won -> offered.accept(won, proposal));
            lost |= offer.isEmpty();
        }
        return lost;
    }

    /** A caller can be bridged only to a phone of the Asterisk that has the caller. */
    private List<Proposal> proposals(Reach reach) {
        return db.inTransaction(tx -> {
            var now = clock.instant();
            var ready =
                    presences.ready(tx, now).stream()
                            .filter(agent -> reach.holds(agent.station()))
                            .toList();
            return ready.isEmpty() ? List.of() : Match.propose(waiting(tx, reach), ready, now);
        });
    }

    private List<WaitingContact> waiting(Tx tx, Reach reach) {
        return queue.waiting(tx).stream().filter(reach::holds).toList();
    }
}
