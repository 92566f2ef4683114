package io.recaller.routing;

import io.recaller.agent.PresenceStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** One look at the queue: match, then claim each proposal. */
final class Round {
    private final Database db;
    private final Queue queue;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final Claims claims;
    private final Capacity capacity;
    private final InstantSource clock;

    Round(
            Database db,
            Queue queue,
            PresenceStore presences,
            AssignmentStore assignments,
            Claims claims,
            Capacity capacity,
            InstantSource clock) {
        this.db = db;
        this.queue = queue;
        this.presences = presences;
        this.assignments = assignments;
        this.claims = claims;
        this.capacity = capacity;
        this.clock = clock;
    }

    /**
     * Hands over each offer as soon as it is committed.
     *
     * @param reach whose callers and phones are brought together
     * @return whether a proposal was lost to another server, so that another look is worth it
     */
    boolean run(Reach reach, BiConsumer<Assignment.Offered, Pairing> offered) {
        var lost = false;
        for (var proposal : proposals(reach)) {
            var offer = db.inTransaction(tx -> claims.claim(tx, proposal));
            offer.ifPresent(won -> offered.accept(won, proposal));
            lost |= offer.isEmpty();
        }
        return lost;
    }

    /** A caller can be bridged only to a phone of the Asterisk that has the caller. */
    private List<Pairing> proposals(Reach reach) {
        return db.inTransaction(tx -> {
            var now = clock.instant();
            var ready = candidates(tx, reach, now);
            return ready.isEmpty()
                    ? List.of()
                    : Match.propose(waiting(tx, reach), ready, capacity, now);
        });
    }

    private List<Candidate> candidates(Tx tx, Reach reach, Instant now) {
        var held = assignments.held(tx);
        return presences.ready(tx, now).stream()
                .filter(agent -> reach.holds(agent.station()))
                .map(agent -> {
                    var load = Load.of(held.getOrDefault(agent.agent(), List.of()));
                    var since = assignments.lastClosed(tx, agent.agent(), agent.readySince());
                    return Candidate.of(agent, since.orElse(agent.readySince()), load);
                })
                .toList();
    }

    private List<WaitingContact> waiting(Tx tx, Reach reach) {
        return queue.waiting(tx).stream().filter(reach::holds).toList();
    }
}
