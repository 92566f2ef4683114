package io.recaller.asterisk.agi;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.asteriskjava.util.ServerSocketFacade;
import org.asteriskjava.util.SocketConnectionFacade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls in: from known addresses only, and no more at a time than there are seats. Whoever has
 * one and does not say who calls gives it up to the next who comes. One thread accepts; any thread
 * may close.
 */
final class AgiDoorway implements ServerSocketFacade {
    private static final Logger log = LoggerFactory.getLogger(AgiDoorway.class);
    private static final int BACKLOG = 200;

    /** When accepting fails (no file handles left), the loop must not spin. */
    private static final Duration BREATH = Duration.ofMillis(50);

    /** Asterisk says who calls in less, at once and in one piece. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    /** Told from the start: an alarm on what is not there yet would not go off at its first. */
    private static final List<String> REASONS =
            List.of("address", "full", "token", "path", "header");

    private final AgiSettings settings;
    private final MeterRegistry meters;
    private final ServerSocketChannel server;
    private final AgiSelector selector;
    private final Semaphore seats;
    private final Set<AgiSocket> inside = ConcurrentHashMap.newKeySet();

    AgiDoorway(AgiSettings settings, MeterRegistry meters) throws IOException {
        this.settings = settings;
        this.meters = meters;
        this.seats = new Semaphore(settings.maxCalls());
        this.server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(settings.bind(), BACKLOG);
            this.selector = AgiSelector.open();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        meters.gauge("recaller.calls.active", inside, Set::size);
        meters.counter("recaller.calls.failed");
        REASONS.forEach(reason -> meters.counter("recaller.agi.rejected", "reason", reason));
    }

    int port() {
        return server.socket().getLocalPort();
    }

    InetAddress address() {
        return server.socket().getInetAddress();
    }

    @Override
    public SocketConnectionFacade accept() throws IOException {
        while (true) {
            var socket = acceptAny();
            if (!settings.mayCall(socket.socket().getInetAddress())) {
                turnAway(socket, "address");
            } else if (!seats.tryAcquire() && !(isOneVacated() && seats.tryAcquire())) {
                turnAway(socket, "full");
            } else {
                return seated(socket);
            }
        }
    }

    private SocketChannel acceptAny() throws IOException {
        try {
            return server.accept();
        } catch (IOException e) {
            if (server.isOpen()) {
                LockSupport.parkNanos(BREATH.toNanos());
            }
            throw e;
        }
    }

    /** Where all seats are taken, whoever drips a header keeps no caller out. */
    private boolean isOneVacated() {
        var slowest = inside.stream().max(Comparator.comparing(AgiSocket::unknownFor));
        if (slowest.isEmpty() || slowest.get().unknownFor().compareTo(MOMENT) < 0) {
            return false;
        }
        leave(slowest.get());
        return true;
    }

    private void turnAway(SocketChannel socket, String reason) throws IOException {
        meters.counter("recaller.agi.rejected", "reason", reason).increment();
        log.atWarn().addKeyValue("reason", reason).log("call turned away");
        socket.close();
    }

    private AgiSocket seated(SocketChannel socket) throws IOException {
        try {
            var seat =
                    new AgiSocket(
                            socket,
                            selector,
                            AgiListener.QUESTIONS,
                            settings.headerWithin(),
                            settings.silence(),
                            this::left);
            inside.add(seat);
            seat.listen();
            return seat;
        } catch (IOException e) {
            seats.release();
            socket.close();
            throw e;
        }
    }

    private void left(AgiSocket seat) {
        inside.remove(seat);
        seats.release();
    }

    /** Takes nobody in any more. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Whether all have left within the time. */
    boolean isEmptyWithin(Duration patience) {
        try {
            return seats.tryAcquire(settings.maxCalls(), patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes every connection; the dialplan takes those calls to another server. */
    void evict() {
        log.atWarn().addKeyValue("calls", inside.size()).log("calls are left to another server");
        inside.forEach(AgiDoorway::leave);
    }

    private static void leave(AgiSocket seat) {
        try {
            seat.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("connection was closed already");
        }
    }

    /** Nobody is listened to any more. */
    void lock() {
        try {
            selector.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("calls were listened to no more already");
        }
    }

    /** The deadlines are each connection's own. */
    @Override
    public void setSocketReadTimeout(int millis) {}
}
