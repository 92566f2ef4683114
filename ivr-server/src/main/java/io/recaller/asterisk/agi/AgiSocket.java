package io.recaller.asterisk.agi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One FastAGI connection. Its header must be complete by a deadline, however slowly it drips; after
 * it, each answer may take as long as a prompt.
 *
 * <p>Commands that are written together, a line each, go out one after another: each when Asterisk
 * has carried out the one before. It must not have two at a time, for it overlooks the second until
 * something else is said (res_agi.c, run_agi: what its own buffer holds wakes nobody). Whoever
 * reads is woken when the last is answered. From then on until the next command keys are listened
 * for.
 *
 * <p>The selector's thread listens, the call's thread reads and writes, any may close.
 */
final class AgiSocket implements SocketConnectionFacade {
    private static final Logger log = LoggerFactory.getLogger(AgiSocket.class);

    /** A subroutine of the dialplan has begun; its end is told by another line. */
    private static final String TRYING = "100 ";

    private static final String DONE = "200 ";

    /** Begins each line of a header but the empty one at its end. */
    private static final String HEADER = "agi_";

    /** Told in between, when the caller is gone; an answer may stand on the same line. */
    private static final String HANGUP = "HANGUP";

    private final SocketChannel channel;
    private final AgiSelector selector;
    private final SelectionKey key;
    private final long headerBy;
    private final long silenceNanos;
    private final Consumer<AgiSocket> closed;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final StringBuilder unsent = new StringBuilder();
    private final AgiHeader header = new AgiHeader();

    /** Written by the call's thread only. */
    private volatile boolean inHeader = true;

    /**
     * Asterisk holds a line back until the one before it is acknowledged, which the kernel does 40
     * ms late where nothing is said in reply: in a header as well, once something was said before
     * it (tcp(7), TCP_QUICKACK and TCP_NODELAY).
     */
    private final boolean canHurry;

    private final ReentrantLock lock = new ReentrantLock();

    /** By the lock, as all that follows. */
    private final Condition told = lock.newCondition();

    private final AgiLines lines = new AgiLines();
    private final StrayKeys stray = new StrayKeys();
    private final Queue<String> later = new ArrayDeque<>();
    private @Nullable String toldHere;
    private @Nullable ByteBuffer unwritten;
    private @Nullable IOException fault;

    /** What is heard is not whole yet: the header with the first answer, or all that was asked. */
    private boolean isAsking = true;

    /** Asterisk writes each line of it by itself; nobody is woken for less than all of them. */
    private boolean isHeaderComing = true;

    private boolean isHeaderSeen;

    private boolean isFull;
    private boolean isOver;
    private boolean isWaiting;
    private long since;

    /**
     * @param first asked before the header has come: Asterisk answers it right behind that, and
     *     whoever reads is woken once for both
     * @param closed told once, when the connection is closed by whichever side
     */
    AgiSocket(
            SocketChannel channel,
            AgiSelector selector,
            CommandLine first,
            Duration headerWithin,
            Duration silence,
            Consumer<AgiSocket> closed)
            throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.headerBy = System.nanoTime() + headerWithin.toNanos();
        this.silenceNanos = silence.toNanos();
        this.closed = closed;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.canHurry = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        this.key = selector.register(channel);
        ask(first);
    }

    /** A probe may be gone by now: whoever reads is told, as of any that goes. */
    private void ask(CommandLine first) {
        lock.lock();
        try {
            send(first.buildCommand());
            hurry();
        } catch (IOException gone) {
            over(gone);
        } finally {
            lock.unlock();
        }
    }

    /** Listens from now on. */
    void listen() {
        key.attach(this);
        key.interestOps(SelectionKey.OP_READ);
        selector.wakeUp();
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
            if (key.isWritable()) {
                writeTheRest();
            }
            if (key.isReadable()) {
                hear(heard);
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear(ByteBuffer heard) throws IOException {
        if (channel.read(heard.clear().limit(lines.room())) < 0) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            over(null);
            return;
        }
        lines.add(heard.flip());
        var isOneWhole = false;
        for (var line = lines.look(); line != null; line = lines.look()) {
            isOneWhole = true;
            take(line);
        }
        if (isAsking && (inHeader || stray.isListening())) {
            hurry();
        }
        if (lines.room() == 0) {
            stopListening();
        }
        if (!isAsking && isOneWhole) {
            told.signal();
        }
    }

    private void hurry() throws IOException {
        if (canHurry) {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /** An answer, or what is told before one. */
    private void take(String line) throws IOException {
        if (isHeaderComing) {
            isHeaderComing = line.startsWith(HEADER);
            isAsking = isHeaderComing || (isHeaderSeen && line.isEmpty());
            isHeaderSeen = true;
            return;
        }
        if (line.startsWith(TRYING) || line.equals(HANGUP)) {
            return;
        }
        if (stray.isListening()) {
            lines.drop();
            heard(line);
        } else {
            answered(isDone(line));
        }
    }

    private void heard(String line) throws IOException {
        stray.hear(line);
        if (!stray.isListening() && !later.isEmpty()) {
            sendNext();
        } else if (!isAsking) {
            listenForKeys();
        }
    }

    private void answered(boolean isCarriedOut) throws IOException {
        if (isCarriedOut && !later.isEmpty()) {
            sendNext();
            return;
        }
        later.clear();
        isAsking = false;
        if (isCarriedOut) {
            idle();
        }
    }

    private void idle() {
        stray.idle();
        if (!stray.isClosed()) {
            selector.remind(this);
        }
    }

    private void listenForKeys() throws IOException {
        if (!stray.isClosed() && !isOver) {
            send(stray.listen());
            selector.remind(this);
        }
    }

    private void sendNext() throws IOException {
        var command = later.remove();
        if (command.isEmpty()) {
            isAsking = false;
            command = later.remove();
        }
        if (command.equals(StrayKeys.HUSH)) {
            isAsking = false;
            hushed();
        } else {
            send(command);
        }
    }

    /** Where something was pressed, more may follow before there is a command. */
    private void hushed() throws IOException {
        var hasKeys = stray.hasKeys();
        tellHere();
        if (hasKeys) {
            listenForKeys();
        } else {
            stray.hushed();
            selector.remind(this);
        }
    }

    private void tellHere() {
        toldHere = stray.told();
        told.signal();
    }

    /**
     * Listens for keys where no command has come soon, and asks again where Asterisk may have
     * overlooked that it is to listen no more.
     *
     * @return when to look next; zero: not again
     */
    Duration remind(long now) throws IOException {
        lock.lock();
        try {
            if (isOver) {
                return Duration.ZERO;
            }
            if (stray.isDue(now)) {
                listenForKeys();
            } else if (stray.isOverheard(now)) {
                send(stray.stop());
            }
            return stray.rest();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isDone(String line) {
        return line.startsWith(DONE) || line.startsWith(HANGUP + DONE);
    }

    /** Until something is taken. */
    private void stopListening() throws IOException {
        if (!lines.isOneWhole()) {
            throw new IOException("a line longer than " + AgiLines.MOST + " bytes");
        }
        isFull = true;
        isAsking = false;
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    private void listenAgain() {
        if (isFull && key.isValid()) {
            isFull = false;
            key.interestOpsOr(SelectionKey.OP_READ);
            selector.wakeUp();
        }
    }

    /**
     * A line without its end; null at the end of the stream, as asterisk-java expects. A header
     * that is none ends early: an exception would be logged with its trace by the library.
     */
    @Override
    public @Nullable String readLine() throws IOException {
        if (!inHeader) {
            return line();
        }
        try {
            return ofHeader();
        } catch (IOException e) {
            // A probe, another protocol, Asterisk gone: the request so far is turned away as none.
            log.atDebug().addKeyValue("why", e.getMessage()).log("no whole AGI header");
            inHeader = false;
            close();
            return null;
        }
    }

    private String ofHeader() throws IOException {
        var line = line();
        if (line == null) {
            throw new EOFException("closed before the header was complete");
        }
        header.take(line);
        inHeader = !line.isEmpty();
        return line;
    }

    private @Nullable String line() throws IOException {
        lock.lock();
        try {
            since = System.nanoTime();
            while (!isOver && toldHere == null && (isAsking || !lines.isOneWhole())) {
                isWaiting = true;
                if (!inHeader) {
                    told.await();
                } else if (told.awaitNanos(headerBy - System.nanoTime()) <= 0) {
                    throw new SocketTimeoutException("the header was not complete in time");
                }
            }
            return toldHere == null ? taken() : takenHere();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            isWaiting = false;
            lock.unlock();
        }
    }

    private @Nullable String takenHere() {
        var answer = toldHere;
        toldHere = null;
        return answer;
    }

    /** Ends the wait of who has waited for an answer for so long. */
    void endAfterSilence(long now) {
        lock.lock();
        try {
            if (isWaiting && !inHeader && now - since > silenceNanos) {
                over(new SocketTimeoutException("Asterisk said nothing in time"));
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String taken() throws IOException {
        var line = open.get() ? lines.take() : null;
        if (line != null) {
            listenAgain();
        } else if (fault != null) {
            throw fault;
        }
        return line;
    }

    @Override
    public void write(String text) {
        unsent.append(text);
    }

    /**
     * An empty line sends nothing: what it asks was sent with the command before. Between two
     * commands it wakes who reads at the answer to the first. What concerns keys is answered here
     * ({@link StrayKeys}).
     */
    @Override
    public void flush() throws IOException {
        var commands = unsent.toString().strip().lines().toList();
        unsent.setLength(0);
        if (!commands.isEmpty()) {
            lock.lock();
            try {
                take(commands);
            } finally {
                lock.unlock();
            }
        }
    }

    private void take(List<String> commands) throws IOException {
        var first = commands.getFirst();
        if (first.startsWith(StrayKeys.LISTEN)) {
            stray.open(first.substring(StrayKeys.LISTEN.length()));
            idle();
            selector.wakeUp();
            tellHere();
        } else if (first.equals(StrayKeys.HEARD)) {
            tellHere();
        } else {
            send(commands);
        }
    }

    private void send(List<String> commands) throws IOException {
        isAsking = true;
        stray.busy();
        later.clear();
        later.addAll(commands);
        if (stray.isListening()) {
            send(stray.stop());
        } else {
            sendNext();
        }
    }

    /** Never blocks; a line that Asterisk does not read is one too many. */
    private void send(String command) throws IOException {
        if (unwritten != null) {
            throw new IOException("Asterisk does not read what it is told");
        }
        var bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            unwritten = bytes;
            key.interestOpsOr(SelectionKey.OP_WRITE);
            selector.wakeUp();
        }
    }

    private void writeTheRest() throws IOException {
        if (unwritten != null) {
            channel.write(unwritten);
            if (unwritten.hasRemaining()) {
                return;
            }
        }
        unwritten = null;
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    /** The connection is of no use any more, because of this. */
    void lost(Exception cause) {
        key.cancel();
        lock.lock();
        try {
            over(cause instanceof IOException known ? known : new IOException(cause));
        } finally {
            lock.unlock();
        }
    }

    private void over(@Nullable IOException cause) {
        fault = cause;
        isOver = true;
        told.signal();
    }

    @Override
    public void close() throws IOException {
        if (open.compareAndSet(true, false)) {
            closed.accept(this);
            channel.close();
            selector.wakeUp();
            lock.lock();
            try {
                over(fault);
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public boolean isConnected() {
        return open.get() && channel.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket().getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket().getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket().getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket().getPort();
    }

    private Socket socket() {
        return channel.socket();
    }
}
