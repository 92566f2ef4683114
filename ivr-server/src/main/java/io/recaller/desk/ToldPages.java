package io.recaller.desk;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages beside the calls in one agent's hands, and what of them the agent's desk was told: all
 * of it, whenever something of it has changed. Safe for any thread.
 */
final class ToldPages {
    private static final Logger log = LoggerFactory.getLogger(ToldPages.class);

    private final PageDesk source;
    private final Consumer<String> desks;
    private final Map<AssignmentId, Assignment> held = new ConcurrentHashMap<>();
    private final Map<AssignmentId, String> told = new ConcurrentHashMap<>();
    private final Set<AssignmentId> stale = ConcurrentHashMap.newKeySet();
    private final OneAtATime reading;

    /**
     * The calls of an agent.
     *
     * @param desks tells all of the agent's open desks
     */
    ToldPages(PageDesk source, Consumer<String> desks, OffLoop offLoop) {
        this.source = source;
        this.desks = desks;
        this.reading = new OneAtATime(offLoop, this::read, this::failed);
    }

    /** What the agent holds now: while the phone rings nothing is read yet. */
    void keep(Collection<Assignment> now) {
        var calls = now.stream().filter(ToldPages::isRead).toList();
        var ids = calls.stream().map(Assignment::id).toList();
        held.keySet().retainAll(ids);
        told.keySet().retainAll(ids);
        stale.retainAll(ids);
        for (var call : calls) {
            if (!call.equals(held.put(call.id(), call))) {
                stale.add(call.id());
            }
        }
        tryAgain();
    }

    private static boolean isRead(Assignment held) {
        return held.channel() == Channel.PHONE && !(held instanceof Assignment.Offered);
    }

    /** What could not be read is tried again. */
    void tryAgain() {
        if (!stale.isEmpty()) {
            reading.wish();
        }
    }

    /** A desk opened that knows nothing. */
    void again() {
        told.clear();
        stale.addAll(held.keySet());
        tryAgain();
    }

    /**
     * Something happened on the page beside a call.
     *
     * @param contact empty: beside any of them
     */
    void look(Optional<UUID> contact) {
        var which = contact.map(ContactId::new);
        held.values().stream()
                .filter(call -> which.stream().allMatch(call.contact()::equals))
                .map(Assignment::id)
                .forEach(stale::add);
        tryAgain();
    }

    private void read() {
        for (var assignment : List.copyOf(stale)) {
            stale.remove(assignment);
            Optional.ofNullable(held.get(assignment)).ifPresent(this::read);
        }
    }

    private void read(Assignment call) {
        try {
            source.of(call.contact())
                    .map(page ->
                            Message.page(call.id(), page, call instanceof Assignment.Connected))
                    .filter(message -> !message.equals(told.put(call.id(), message)))
                    .ifPresent(desks);
        } catch (RuntimeException failure) {
            stale.add(call.id());
            throw failure;
        }
    }

    private void failed(Throwable failure) {
        log.atDebug()
                .addKeyValue("error", failure.toString())
                .log("a page beside a call could not be read; it is soon again");
    }
}
