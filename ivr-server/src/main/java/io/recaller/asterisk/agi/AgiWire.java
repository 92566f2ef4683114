package io.recaller.asterisk.agi;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Lines to and from Asterisk, never blocking: what it does not take at once is written as soon as
 * it does, and nothing more is read from it while nobody takes what was heard. Its owner locks it,
 * but for what says that any thread may.
 */
final class AgiWire {
    private final SocketChannel channel;
    private final AgiSelector selector;
    private final AgiLines lines;
    private final SelectionKey key;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * Asterisk holds a line back until the one before it is acknowledged, which the kernel does 40
     * ms late where nothing is said in reply: in a header as well, once something was said before
     * it (tcp(7), TCP_QUICKACK and TCP_NODELAY).
     */
    private final boolean canHurry;

    private @Nullable ByteBuffer unwritten;
    private @Nullable IOException fault;
    private boolean isPaused;
    private boolean isOver;

    /**
     * @param lines what is heard is added to them
     */
    AgiWire(SocketChannel channel, AgiSelector selector, AgiLines lines) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.lines = lines;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.canHurry = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        this.key = selector.register(channel);
    }

    /**
     * Listens from now on, and is known to nobody else before.
     *
     * @param owner told by the selector of all there is
     */
    void listen(AgiSocket owner) {
        key.attach(owner);
        key.interestOps(SelectionKey.OP_READ);
        selector.wakeUp();
    }

    boolean isReadable() {
        return key.isReadable();
    }

    /**
     * Reads what there is, as far as there is room for it.
     *
     * @return false at the end: nothing more comes
     */
    boolean read(ByteBuffer heard) throws IOException {
        if (channel.read(heard.clear().limit(lines.room())) < 0) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            return false;
        }
        lines.add(heard.flip());
        return true;
    }

    /** Has the kernel acknowledge at once what was read. */
    void hurry() throws IOException {
        if (canHurry) {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /** Reads no more until a line is taken: there is no room. */
    void pause() throws IOException {
        if (!lines.isOneWhole()) {
            throw new IOException("a line longer than " + AgiLines.MOST + " bytes");
        }
        isPaused = true;
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    /** A line was taken: there is room again. */
    void goOn() {
        if (isPaused && key.isValid()) {
            isPaused = false;
            key.interestOpsOr(SelectionKey.OP_READ);
            selector.wakeUp();
        }
    }

    /** One that Asterisk does not read before the next is one too many. */
    void write(String line) throws IOException {
        if (unwritten != null) {
            throw new IOException("Asterisk does not read what it is told");
        }
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            unwritten = bytes;
            key.interestOpsOr(SelectionKey.OP_WRITE);
            selector.wakeUp();
        }
    }

    /** Where it is Asterisk's turn to read, goes on with what it has not read yet. */
    void writeTheRest() throws IOException {
        if (!key.isWritable()) {
            return;
        }
        if (unwritten != null) {
            channel.write(unwritten);
            if (unwritten.hasRemaining()) {
                return;
            }
        }
        unwritten = null;
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    /** The selector is to look again what is wanted of it. Any thread may. */
    void wakeUp() {
        selector.wakeUp();
    }

    /**
     * Nothing is heard on it any more, because of this; without a fault where Asterisk ended it.
     */
    void over(@Nullable IOException cause) {
        fault = cause;
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    /** Why it is over, if that is a fault. */
    @Nullable IOException fault() {
        return fault;
    }

    /** It is of no use any more. Any thread may. */
    void cancel() {
        key.cancel();
    }

    boolean isOpen() {
        return open.get();
    }

    /** Whether this ends it: told to one alone, who closes it then. Any thread may. */
    boolean end() {
        return open.compareAndSet(true, false);
    }

    /** Any thread may. */
    void close() throws IOException {
        channel.close();
        selector.wakeUp();
    }

    boolean isConnected() {
        return open.get() && channel.isConnected();
    }

    /** For its addresses. */
    Socket socket() {
        return channel.socket();
    }
}
