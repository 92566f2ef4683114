package io.recaller.asterisk.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One FastAGI connection: its wire, what is exchanged over it, and the call's thread that reads.
 * Whoever reads is woken once for all that was asked together, when the last of it is answered.
 *
 * <p>The selector's thread listens, the call's thread reads and writes, any may close. One lock is
 * for all parts, and is taken here, or by the reader as it waits.
 */
final class AgiSocket implements SocketConnectionFacade {
    private static final Logger log = LoggerFactory.getLogger(AgiSocket.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final AgiLines lines = new AgiLines();
    private final AgiWire wire;
    private final AgiExchange exchange;
    private final AgiReader reader;
    private final List<String> questions;
    private final Consumer<AgiSocket> closed;

    /** The call's thread's own. */
    private final StringBuilder unsent = new StringBuilder();

    /**
     * @param questions what is asked before it is known who calls. The first of them before the
     *     header has come: Asterisk answers it right behind that, and whoever reads is woken once
     *     for both
     * @param knownWithin how long header and answers may take until something else is asked
     * @param closed told once, when the connection is closed by whichever side
     */
    AgiSocket(
            SocketChannel channel,
            AgiSelector selector,
            List<CommandLine> questions,
            Duration knownWithin,
            Duration silence,
            Consumer<AgiSocket> closed)
            throws IOException {
        this.questions = questions.stream().map(CommandLine::buildCommand).toList();
        this.closed = closed;
        this.wire = new AgiWire(channel, selector, lines);
        this.exchange = new AgiExchange(wire, lines, () -> selector.remind(this));
        this.reader = new AgiReader(lock, wire, lines, exchange, knownWithin, silence);
        ask(questions.getFirst());
    }

    /** A probe may be gone by now: whoever reads is told, as of any that goes. */
    private void ask(CommandLine first) {
        lock.lock();
        try {
            exchange.begin(first);
        } catch (IOException gone) {
            reader.over(gone);
        } finally {
            lock.unlock();
        }
    }

    /** Listens from now on. */
    void listen() {
        wire.listen(this);
    }

    /**
     * Something can be read or written. Only the selector's thread does so.
     *
     * @param heard to read into
     * @throws IOException when the connection is of no use any more
     */
    void attend(ByteBuffer heard) throws IOException {
        lock.lock();
        try {
            wire.writeTheRest();
            if (wire.isReadable()) {
                hear(heard);
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear(ByteBuffer heard) throws IOException {
        if (!wire.read(heard)) {
            reader.over(null);
            return;
        }
        var isOneWhole = false;
        for (var line = lines.look(); line != null; line = lines.look()) {
            isOneWhole = true;
            exchange.hear(line);
        }
        if (exchange.isAsking() && (reader.isInHeader() || exchange.isListening())) {
            wire.hurry();
        }
        if (lines.room() == 0) {
            wire.pause();
            exchange.askNoMore();
        }
        if (isOneWhole && !exchange.isAsking()) {
            reader.wake();
        }
    }

    /**
     * Does what is due by now, nothing having been heard.
     *
     * @return when to look next; zero: not again
     */
    Duration remind(long now) throws IOException {
        lock.lock();
        try {
            return exchange.remind(now);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait of who has waited for an answer for so long. */
    void endAfterSilence(long now) {
        lock.lock();
        try {
            reader.endAfterSilence(now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A line without its end; null at the end of the stream, as asterisk-java expects. A header
     * that is none ends early: an exception would be logged with its trace by the library.
     */
    @Override
    public @Nullable String readLine() throws IOException {
        if (!reader.isInHeader()) {
            return reader.line();
        }
        try {
            return reader.ofHeader();
        } catch (IOException e) {
            // A probe, another protocol, Asterisk gone: the request so far is turned away as none.
            log.atDebug().addKeyValue("why", e.getMessage()).log("no whole AGI header");
            reader.leaveHeader();
            close();
            return null;
        }
    }

    @Override
    public void write(String text) {
        unsent.append(text);
    }

    /** An empty line sends nothing: what it asks was sent with the command before. */
    @Override
    public void flush() throws IOException {
        var commands = unsent.toString().strip().lines().toList();
        unsent.setLength(0);
        if (!commands.isEmpty()) {
            if (!questions.contains(commands.getFirst())) {
                reader.known();
            }
            lock.lock();
            try {
                exchange.ask(commands);
            } finally {
                lock.unlock();
            }
        }
    }

    /** For how long it has not been known who calls; zero once it is. Any thread may ask. */
    Duration unknownFor() {
        return reader.unknownFor();
    }

    /** The connection is of no use any more, because of this. */
    void lost(Exception cause) {
        wire.cancel();
        lock.lock();
        try {
            reader.over(cause instanceof IOException known ? known : new IOException(cause));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        if (wire.end()) {
            closed.accept(this);
            wire.close();
            lock.lock();
            try {
                reader.over(wire.fault());
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public boolean isConnected() {
        return wire.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return wire.socket().getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return wire.socket().getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return wire.socket().getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return wire.socket().getPort();
    }
}
