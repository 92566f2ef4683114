package io.recaller.routing;

import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentNotes;
import io.recaller.routing.match.Pairing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offers whose phone rings once the card is on the agent's screen, whichever server the page hangs
 * on, or has had its time: the caller does not wait for a page that is slow. Of the router's thread
 * only.
 */
final class Showing {
    /** A page on another server has its card in a tenth of it. */
    static final Duration CARD_WITHIN = Duration.ofSeconds(1);

    private final Database db;
    private final AssignmentNotes notes;
    private final RouterInbox inbox;
    private final RoutingMetrics metrics;
    private final InstantSource clock;
    private final Map<AssignmentId, AwaitedCard> offers = new LinkedHashMap<>();

    /** An offer that was made at an instant. */
    record AwaitedCard(Assignment.Offered offered, Pairing pairing, Instant at) {}

    Showing(
            Database db,
            AssignmentNotes notes,
            RouterInbox inbox,
            RoutingMetrics metrics,
            InstantSource clock) {
        this.db = db;
        this.notes = notes;
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    void began(Assignment.Offered offered, Pairing pairing) {
        offers.put(offered.id(), new AwaitedCard(offered, pairing, clock.instant()));
        inbox.awaitCard(offered.id());
    }

    /** How long nothing is to be done unless something is told, at most that long. */
    Duration rest(Duration atMost) {
        var now = clock.instant();
        return offers.values().stream()
                .map(offer -> Duration.between(now, offer.at().plus(CARD_WITHIN)))
                .map(left -> left.isPositive() ? left : Duration.ofMillis(1))
                .reduce(atMost, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /**
     * The offers to be rung now, each handed out once; one that is no longer open is forgotten.
     *
     * @param looksAround asks of every card, not only of those that are said to be on a screen
     */
    List<AwaitedCard> due(boolean looksAround) {
        var asked =
                offers.values().stream()
                        .filter(offer -> looksAround || isSaidToBeShown(offer) || isOverdue(offer))
                        .toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        var rows = cards(asked);
        var due = new ArrayList<AwaitedCard>();
        for (var offer : asked) {
            var card = rows.get(offer.offered().id());
            if (card != null && !card.isOffered()) {
                forget(offer);
            } else if (card != null && card.at().isPresent()) {
                metrics.shown(Duration.between(card.at().get(), clock.instant()));
                due.add(forget(offer));
            } else if (isOverdue(offer)) {
                metrics.cardMissed();
                due.add(forget(offer));
            }
        }
        return due;
    }

    /** Those that have had their time, handed out without asking the rows, which may be away. */
    List<AwaitedCard> overdue() {
        var overdue = offers.values().stream().filter(this::isOverdue).toList();
        overdue.forEach(offer -> {
            metrics.cardMissed();
            forget(offer);
        });
        return overdue;
    }

    /** What cannot be read now holds no phone up longer than a slow page would. */
    private Map<AssignmentId, AssignmentNotes.CardRow> cards(List<AwaitedCard> of) {
        var ids = of.stream().map(offer -> offer.offered().id()).toList();
        try {
            return db.atOnce(tx -> notes.cards(tx, ids));
        } catch (DatabaseUnavailableException _) {
            return Map.of();
        }
    }

    private boolean isSaidToBeShown(AwaitedCard offer) {
        return inbox.isSaidToBeShown(offer.offered().id());
    }

    /** A clock that was put back makes nobody wait. */
    private boolean isOverdue(AwaitedCard offer) {
        var now = clock.instant();
        return now.isBefore(offer.at()) || !now.isBefore(offer.at().plus(CARD_WITHIN));
    }

    private AwaitedCard forget(AwaitedCard offer) {
        offers.remove(offer.offered().id());
        inbox.forgetCard(offer.offered().id());
        return offer;
    }
}
