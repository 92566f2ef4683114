package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.routing.AssignmentId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent's place: the open pages and the card they show. It keeps nothing that the rows do not
 * say; {@link #look()} reads the agent's presence again and tells the pages what changed.
 *
 * <p>Looking runs one at a time, on a virtual thread; any number of wishes to look meanwhile become
 * one more look. {@code shown} and {@code acked} belong to that run, except that a page's
 * acknowledgement may come any time.
 */
final class Seat {
    private static final Logger log = LoggerFactory.getLogger(Seat.class);

    private final Agent agent;
    private final AgentDesk agents;
    private final CardSource source;
    private final OffLoop offLoop;
    private final InstantSource clock;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wishes = new AtomicInteger();
    private final AtomicReference<@Nullable Serving> popped = new AtomicReference<>();
    private final AtomicReference<Optional<AssignmentId>> acked =
            new AtomicReference<>(Optional.empty());
    private volatile @Nullable Shown shown;

    Seat(Agent agent, AgentDesk agents, CardSource source, OffLoop offLoop, InstantSource clock) {
        this.agent = agent;
        this.agents = agents;
        this.source = source;
        this.offLoop = offLoop;
        this.clock = clock;
    }

    Agent agent() {
        return agent;
    }

    Set<Socket> sockets() {
        return sockets;
    }

    /** A page opened: it gets the card even if another page had acknowledged it. */
    void join(Socket socket, String topics) {
        sockets.add(socket);
        socket.send(topics);
        acked.set(Optional.empty());
        look();
    }

    void leave(Socket socket) {
        sockets.remove(socket);
    }

    void pop(Serving serving) {
        popped.set(serving);
        look();
    }

    void acked(AssignmentId offer) {
        acked.set(Optional.of(offer));
    }

    /** Sends the card again to pages that have not said they have it. */
    void remind() {
        var card = shown;
        if (card != null && !isAcked(card)) {
            tell(card.message());
        }
    }

    void look() {
        if (wishes.getAndIncrement() == 0) {
            offLoop.call(this::lookUntilStill).onFailure(this::failed);
        }
    }

    void tell(String message) {
        sockets.forEach(socket -> socket.send(message));
    }

    private boolean lookUntilStill() {
        int seen;
        do {
            seen = wishes.get();
            lookOnce();
        } while (!wishes.compareAndSet(seen, 0));
        return true;
    }

    private void lookOnce() {
        var pop = popped.getAndSet(null);
        if (pop != null) {
            show(pop);
        }
        if (!sockets.isEmpty()) {
            agents.present(agent.id());
        }
        var workload = agents.workload(agent.id());
        tell(Message.state(agent, workload, clock.instant()));
        Serving.of(workload).ifPresentOrElse(this::keep, this::takeAway);
    }

    private void keep(Serving serving) {
        var card = shown;
        if (card == null || !card.serving().equals(serving) || card.bare()) {
            show(serving);
        } else {
            remind();
        }
    }

    private void show(Serving serving) {
        var card = read(serving);
        shown = card;
        tell(card.message());
        log.atInfo()
                .addKeyValue("agent", agent.id())
                .addKeyValue("contactId", serving.contact())
                .addKeyValue("pages", sockets.size())
                .log("card shown");
    }

    private void takeAway() {
        var card = shown;
        if (card != null) {
            shown = null;
            tell(Message.cardGone(card.serving()));
        }
    }

    /** The card, or a bare one: an agent with a ringing phone must see at least that. */
    private Shown read(Serving serving) {
        try {
            var card = source.card(agent.id(), serving.offer(), serving.contact());
            return new Shown(serving, Message.card(card), false);
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("contactId", serving.contact())
                    .addKeyValue("error", failure.toString())
                    .log("card could not be read");
            var bare = Card.bare(serving.offer(), serving.contact(), clock.instant());
            return new Shown(serving, Message.card(bare), true);
        }
    }

    private boolean isAcked(Shown card) {
        return acked.get().equals(Optional.of(card.serving().offer()));
    }

    private void failed(Throwable failure) {
        wishes.set(0);
        log.atWarn()
                .addKeyValue("agent", agent.id())
                .addKeyValue("error", failure.toString())
                .log("agent's presence could not be read");
        tell(Message.error("unavailable"));
    }

    private record Shown(Serving serving, String message, boolean bare) {}
}
