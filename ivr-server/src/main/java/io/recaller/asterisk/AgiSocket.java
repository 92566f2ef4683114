package io.recaller.asterisk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One FastAGI connection. Its header must be complete by a deadline, however slowly it drips; after
 * it, each line may take as long as a prompt.
 */
final class AgiSocket implements SocketConnectionFacade {
    private static final Logger log = LoggerFactory.getLogger(AgiSocket.class);

    /** Asterisk's own limit of an AGI line is 8192 bytes (res_agi.c, AGI_BUF_LEN). */
    private static final int LONGEST_LINE = 8192;

    private final Socket socket;
    private final InputStream input;
    private final long headerBy;
    private final int silenceMillis;
    private final Consumer<AgiSocket> closed;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final StringBuilder unsent = new StringBuilder();
    private final AgiHeader header = new AgiHeader();
    private final byte[] buffer = new byte[LONGEST_LINE];
    private int next;
    private int end;
    private boolean inHeader = true;

    /**
     * @param closed told once, when the connection is closed by whichever side
     */
    AgiSocket(Socket socket, Duration headerWithin, Duration silence, Consumer<AgiSocket> closed)
            throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.headerBy = System.nanoTime() + headerWithin.toNanos();
        this.silenceMillis = (int) silence.toMillis();
        this.closed = closed;
        socket.setTcpNoDelay(true);
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
            return line();
        } catch (IOException e) {
            // A probe, another protocol, Asterisk gone: the request so far is turned away as none.
            log.atDebug().addKeyValue("why", e.getMessage()).log("no whole AGI header");
            inHeader = false;
            next = 0;
            end = 0;
            close();
            return null;
        }
    }

    private @Nullable String line() throws IOException {
        var line = new byte[LONGEST_LINE];
        var length = 0;
        while (true) {
            if (next == end && !fill()) {
                return null;
            }
            var one = buffer[next++];
            if (one == '\n') {
                break;
            }
            if (length == line.length) {
                throw new IOException("a line longer than " + LONGEST_LINE + " bytes");
            }
            line[length++] = one;
        }
        var text = new String(line, 0, length, StandardCharsets.UTF_8);
        if (inHeader) {
            header.take(text);
            inHeader = length > 0;
        }
        return text;
    }

    private boolean fill() throws IOException {
        socket.setSoTimeout(inHeader ? headerMillisLeft() : silenceMillis);
        next = 0;
        end = Math.max(0, input.read(buffer));
        if (end == 0 && inHeader) {
            throw new EOFException("closed before the header was complete");
        }
        return end > 0;
    }

    private int headerMillisLeft() throws SocketTimeoutException {
        var left = (headerBy - System.nanoTime()) / 1_000_000;
        if (left < 1) {
            throw new SocketTimeoutException("the header was not complete in time");
        }
        return (int) left;
    }

    @Override
    public void write(String text) {
        unsent.append(text);
    }

    @Override
    public void flush() throws IOException {
        var bytes = unsent.toString().getBytes(StandardCharsets.UTF_8);
        unsent.setLength(0);
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        if (open.compareAndSet(true, false)) {
            closed.accept(this);
            socket.close();
        }
    }

    @Override
    public boolean isConnected() {
        return open.get() && socket.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }
}
