package io.recaller.routing;

import io.recaller.agent.PresenceStore;
import io.recaller.agent.ReadyAgent;
import io.recaller.callback.Callbacks;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.routing.Assignment.Offered;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.Match;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.match.World;
import io.recaller.routing.step.Staff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One look at the queue: match, then claim each proposal. */
final class Round {
    private final Database db;
    private final Queue queue;
    private final PresenceStore presences;
    private final AssignmentStore assignments;
    private final Claims claims;
    private final RoutingRules rules;
    private final Closings closings;
    private final InstantSource clock;
    private final SetAside aside;
    private final Callbacks callbacks;

    Round(
            Database db,
            Queue queue,
            PresenceStore presences,
            AssignmentStore assignments,
            Claims claims,
            RoutingRules rules,
            Closings closings,
            InstantSource clock,
            Callbacks callbacks) {
        this.db = db;
        this.queue = queue;
        this.presences = presences;
        this.assignments = assignments;
        this.claims = claims;
        this.rules = rules;
        this.closings = closings;
        this.clock = clock;
        this.callbacks = callbacks;
        this.aside = new SetAside(clock);
    }

    /**
     * Hands over each offer as soon as it is committed.
     *
     * @param reach whose callers and phones are brought together
     * @return whether a proposal was lost to another server, so that another look is worth it
     */
    boolean run(Reach reach, BiConsumer<Offered, Pairing> offered) {
        var lost = false;
        for (var proposal : proposals(reach)) {
            var offer = claim(reach, proposal);
            offer.ifPresent(won -> offered.accept(won, proposal));
            lost |= offer.isEmpty() && !aside.has(proposal.contact().id());
        }
        return lost;
    }

    /** Each stands alone: what one row does not take does not hold up the others. */
    private Optional<Offered> claim(Reach reach, Pairing proposal) {
        try {
            return db.inTransaction(tx -> claims.claim(tx, reach, proposal));
        } catch (DatabaseUnavailableException down) {
            if (!down.isOfTheStatementAlone()) {
                throw down;
            }
            aside.put(proposal.contact(), down);
            return Optional.empty();
        } catch (RuntimeException refused) {
            aside.put(proposal.contact(), refused);
            return Optional.empty();
        }
    }

    /** A caller can be bridged only to a phone of the Asterisk that has the caller. */
    private List<Pairing> proposals(Reach reach) {
        return db.inTransaction(tx -> {
            var now = clock.instant();
            var ready = candidates(tx, reach, now);
            return ready.isEmpty()
                    ? List.of()
                    : Match.propose(
                            waiting(tx, reach, now),
                            new World(ready, new Staff(presences.signedIn(tx)), rules, now));
        });
    }

    private List<Candidate> candidates(Tx tx, Reach reach, Instant now) {
        var held = assignments.held(tx);
        var within =
                presences.ready(tx, now).stream()
                        .filter(agent -> reach.holds(agent.station()))
                        .toList();
        var freed = assignments.lastClosed(tx, within.stream().map(ReadyAgent::agent).toList());
        return within.stream()
                .map(agent -> {
                    var load = Assignment.load(held.getOrDefault(agent.agent(), List.of()));
                    return Candidate.of(agent, freed.get(agent.agent()), load);
                })
                .toList();
    }

    private List<WaitingContact> waiting(Tx tx, Reach reach, Instant now) {
        var open = closings.at(now);
        var resting = callbacks.resting(tx, now);
        return queue.waiting(tx).stream()
                .filter(contact -> open.test(contact.wish().queue()))
                .filter(contact -> !resting.contains(contact.contact()))
                .filter(reach::holds)
                .filter(contact -> !aside.has(contact.id()))
                .toList();
    }
}
