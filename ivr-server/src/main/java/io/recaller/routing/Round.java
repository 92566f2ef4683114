package io.recaller.routing;

import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.Claims.Won;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.match.MatchIndex;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.ring.Reach;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** One look at what changed: who fits by now is claimed, some at a time. */
final class Round {
    /** Claimed in one transaction: the first phone rings when the last of them is written. */
    private static final int AT_ONCE = 32;

    /** Then reports have their turn: a caller who hangs up stops a phone. */
    private static final int MOST = 256;

    private final Database db;
    private final Claims claims;
    private final Mirror mirror;
    private final SetAside aside;
    private final RouterInbox inbox;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param inbox where signals come in, also those of what is written here
     */
    Round(
            Database db,
            Claims claims,
            Mirror mirror,
            SetAside aside,
            RouterInbox inbox,
            InstantSource clock) {
        this.db = db;
        this.claims = claims;
        this.mirror = mirror;
        this.aside = aside;
        this.inbox = inbox;
        this.clock = clock;
    }

    void hear(RoutingChanges heard) {
        mirror.hear(heard);
    }

    /**
     * Hands over each offer as soon as it is committed.
     *
     * @param reach whose callers and phones are brought together
     * @return whether there is more to do, so that another look is worth it
     */
    boolean run(Reach reach, BiConsumer<Offered, Pairing> offered) {
        var index = mirror.look(reach);
        try {
            return run(index, reach, offered);
        } catch (RuntimeException failure) {
            // Whom the index took out and nobody was offered.
            mirror.doubtAll();
            throw failure;
        }
    }

    private boolean run(MatchIndex index, Reach reach, BiConsumer<Offered, Pairing> offered) {
        var lost = false;
        for (var taken = 0; taken < MOST; taken += AT_ONCE) {
            var proposals = index.take(clock.instant(), AT_ONCE);
            if (proposals.isEmpty()) {
                return lost;
            }
            var won = claim(reach, proposals);
            for (var each : won) {
                mirror.isOffered(each.pairing());
                offered.accept(each.offered(), each.pairing());
            }
            lost |= isLost(proposals, won);
        }
        return true;
    }

    /** Whatever was not won is read anew: another server had it, or it was not what we believed. */
    private boolean isLost(List<Pairing> proposals, List<Won> won) {
        var rest = new HashSet<>(proposals);
        won.forEach(each -> rest.remove(each.pairing()));
        rest.forEach(mirror::doubt);
        return rest.stream().anyMatch(each -> !aside.has(each.contact().id()));
    }

    private List<Won> claim(Reach reach, List<Pairing> proposals) {
        try {
            return written(reach, proposals);
        } catch (DatabaseUnavailableException down) {
            if (!down.isOfTheStatementAlone()) {
                throw down;
            }
            // It took too long, and so will each part that it is in.
            return apart(reach, proposals, 1, down);
        } catch (RuntimeException refused) {
            return apart(reach, proposals, (proposals.size() + 1) / 2, refused);
        }
    }

    private List<Won> written(Reach reach, List<Pairing> proposals) {
        var isExpected = new AtomicBoolean();
        try {
            return db.inTransaction(tx -> {
                var won = claims.claim(tx, reach, proposals);
                inbox.expect(
                        won.stream()
                                .map(each -> each.offered().agent())
                                .collect(Collectors.toSet()),
                        won.stream().map(each -> each.pairing().contact().id()).toList());
                isExpected.set(true);
                return won;
            });
        } catch (RuntimeException failure) {
            if (isExpected.get()) {
                inbox.agentChanged(Optional.empty());
            }
            throw failure;
        }
    }

    /** What one row does not take does not hold up the others. */
    private List<Won> apart(Reach reach, List<Pairing> proposals, int each, RuntimeException why) {
        if (proposals.size() == 1) {
            aside.put(proposals.getFirst().contact(), why);
            return List.of();
        }
        var won = new ArrayList<Won>();
        for (var from = 0; from < proposals.size(); from += each) {
            var to = Math.min(from + each, proposals.size());
            won.addAll(claim(reach, proposals.subList(from, to)));
        }
        return won;
    }
}
