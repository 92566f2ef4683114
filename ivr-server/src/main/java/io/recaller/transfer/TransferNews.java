package io.recaller.transfer;

import io.recaller.db.Tx;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.AssignmentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What agents are told of talks that are handed over. Any thread. */
public final class TransferNews {
    private final Destinations destinations;
    private final Talks talks;
    private final TransferRows rows = new TransferRows();

    public TransferNews(Destinations destinations, Talks talks) {
        this.destinations = destinations;
        this.talks = talks;
    }

    /** Of each of these assignments the newest transfer, if there is one. */
    public List<HandedOver> of(Tx tx, Collection<AssignmentId> held) {
        if (held.isEmpty()) {
            return List.of();
        }
        var told = new HashSet<AssignmentId>();
        var news = new ArrayList<HandedOver>();
        for (var row : rows.concerning(tx, held)) {
            var talk = row.state().parties().talk();
            if (held.contains(talk) && told.add(talk)) {
                news.add(own(tx, row));
            }
            row.state()
                    .other()
                    .map(Transfer.Other::leg)
                    .filter(held::contains)
                    .filter(told::add)
                    .ifPresent(leg -> asked(tx, row, leg).ifPresent(news::add));
        }
        return List.copyOf(news);
    }

    private HandedOver own(Tx tx, TransferRows.Row row) {
        var state = row.state();
        return new HandedOver(
                state.parties().talk(),
                HandedOver.stage(state),
                Optional.empty(),
                rows.target(tx, state.parties().id()).map(to -> destinations.name(tx, to)),
                HandedOver.outcome(state),
                state.since());
    }

    /** What is over is nothing to who was asked: the card says who sent the contact. */
    private Optional<HandedOver> asked(Tx tx, TransferRows.Row row, AssignmentId leg) {
        var state = row.state();
        return state instanceof Transfer.Closed
                ? Optional.empty()
                : Optional.of(
                        new HandedOver(
                                leg,
                                HandedOver.stage(state),
                                Optional.of(destinations.name(tx, state.parties().agent())),
                                Optional.empty(),
                                Optional.empty(),
                                state.since()));
    }

    /**
     * Who sent a contact on.
     *
     * @param note what they say to who serves it next
     */
    public record Sender(String name, Optional<String> note) {}

    /** Who sent the contact that an agent holds; empty: nobody did. */
    public Optional<Sender> sender(Tx tx, AssignmentId assignment) {
        return rows.leadingTo(tx, assignment, talks.entry(tx, assignment))
                .filter(row -> !row.state().parties().talk().equals(assignment))
                .map(row ->
                        new Sender(
                                destinations.name(tx, row.state().parties().agent()), row.note()));
    }
}
