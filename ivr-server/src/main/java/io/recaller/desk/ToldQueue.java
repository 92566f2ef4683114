package io.recaller.desk;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many wait, for every page that is open: asked once for all of them, and told when it changed.
 * Safe for any thread; nothing here blocks the caller.
 */
final class ToldQueue {
    private static final Logger log = LoggerFactory.getLogger(ToldQueue.class);

    private final AgentDesk agents;
    private final OffLoop offLoop;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final AtomicReference<String> shown = new AtomicReference<>("");

    ToldQueue(AgentDesk agents, OffLoop offLoop) {
        this.agents = agents;
        this.offLoop = offLoop;
    }

    /** What a page that has just opened shows. */
    void tell(Socket socket) {
        var message = shown.get();
        if (!message.isEmpty()) {
            socket.send(message);
        }
    }

    /** Nothing is asked while no page is open, or while the answer before is awaited. */
    void look(Collection<Seat> seats) {
        var isOpen = seats.stream().anyMatch(seat -> !seat.sockets().isEmpty());
        if (isOpen && isLooking.compareAndSet(false, true)) {
            offLoop.call(agents::queue)
                    .map(Message::queue)
                    .onSuccess(message -> changed(message, seats))
                    .onFailure(failure ->
                            log.atDebug().setCause(failure).log("the queue is not known"))
                    .onComplete(_ -> isLooking.set(false));
        }
    }

    private void changed(String message, Collection<Seat> seats) {
        if (!message.equals(shown.getAndSet(message))) {
            seats.forEach(seat -> seat.tell(message));
        }
    }
}
