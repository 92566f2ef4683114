package io.recaller.asterisk.agi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to Asterisk on all connections, on one thread, so that a call's own thread is woken only
 * when there is something for it to do: to wake a virtual thread costs several times what reading a
 * line does, and a turn has three lines.
 */
final class AgiSelector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AgiSelector.class);

    /** The kernel refuses: the loop must not spin. */
    private static final Duration BREATH = Duration.ofMillis(50);

    /** A silence may be so much longer than it is allowed to be. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Of the one thread; as much as a connection may say at a time. */
    private final ByteBuffer heard = ByteBuffer.allocateDirect(AgiLines.MOST);

    private final Selector selector;

    /** Any thread adds to them. */
    private final Set<AgiSocket> reminded = ConcurrentHashMap.newKeySet();

    private volatile Duration untilLook = BETWEEN_LOOKS;
    private long looked = System.nanoTime();
    private long lookedForReminded = looked;

    private AgiSelector(Selector selector) {
        this.selector = selector;
    }

    /** Listens from now on. */
    static AgiSelector open() throws IOException {
        var opened = new AgiSelector(Selector.open());
        Thread.ofPlatform().name("agi-listen").daemon().start(opened::run);
        return opened;
    }

    private void run() {
        while (selector.isOpen()) {
            try {
                selector.select(this::attend, Math.max(1, untilLook.toMillis()));
                remind();
                lookAround();
            } catch (ClosedSelectorException _) {
                return;
            } catch (IOException | RuntimeException e) {
                log.atError().setCause(e).log("Asterisk cannot be listened to, once more");
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }

    private void remind() {
        var now = System.nanoTime();
        if (reminded.isEmpty() || now - lookedForReminded < untilLook.toNanos()) {
            return;
        }
        lookedForReminded = now;
        untilLook = BETWEEN_LOOKS;
        for (var socket : List.copyOf(reminded)) {
            reminded.remove(socket);
            remind(socket, now);
        }
    }

    private void remind(AgiSocket socket, long now) {
        try {
            var rest = socket.remind(now);
            if (rest.isPositive()) {
                reminded.add(socket);
                untilLook = rest.compareTo(untilLook) < 0 ? rest : untilLook;
            }
        } catch (IOException | RuntimeException e) {
            socket.lost(e);
        }
    }

    /** It will soon have something to say, if nothing is heard of it. */
    void remind(AgiSocket socket) {
        reminded.add(socket);
        untilLook = StrayKeys.PAUSE;
    }

    /**
     * Whether somebody was silent for too long: a clock for each call's wait costs two wake-ups.
     */
    private void lookAround() {
        var now = System.nanoTime();
        if (now - looked < BETWEEN_LOOKS.toNanos()) {
            return;
        }
        looked = now;
        for (var key : selector.keys()) {
            if (key.attachment() instanceof AgiSocket socket) {
                socket.endAfterSilence(now);
            }
        }
    }

    private void attend(SelectionKey key) {
        var socket = (AgiSocket) key.attachment();
        try {
            socket.attend(heard);
        } catch (CancelledKeyException e) {
            log.atDebug().setCause(e).log("connection was closed just now");
        } catch (IOException | RuntimeException e) {
            socket.lost(e);
        }
    }

    /** Of whom nothing is told until somebody is attached and says what of. It must not block. */
    SelectionKey register(SelectableChannel channel) throws IOException {
        return channel.register(selector, 0);
    }

    /** What a socket wants to be told of has changed, or it is closed. */
    void wakeUp() {
        selector.wakeup();
    }

    /** Connections that are still open are not listened to any more. */
    @Override
    public void close() throws IOException {
        selector.close();
    }
}
