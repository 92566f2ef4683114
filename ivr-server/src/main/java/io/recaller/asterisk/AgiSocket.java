package io.recaller.asterisk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
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

    /** Room for a header; hundreds of calls are served at a time. */
    private static final int USUAL_LINES = 1024;

    private final Socket socket;
    private final InputStream input;
    private final long headerBy;
    private final int silenceMillis;
    private final Consumer<AgiSocket> closed;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final StringBuilder unsent = new StringBuilder();
    private final AgiHeader header = new AgiHeader();
    private byte[] buffer = new byte[USUAL_LINES];
    private int timeoutMillis;
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
        var scanned = next;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return taken(scanned);
                }
            }
            scanned -= next;
            if (!fill()) {
                return null;
            }
        }
    }

    private String taken(int lineEnd) throws IOException {
        var text = new String(buffer, next, lineEnd - next, StandardCharsets.UTF_8);
        next = lineEnd + 1;
        if (inHeader) {
            header.take(text);
            inHeader = !text.isEmpty();
        }
        return text;
    }

    /** Reads more behind the part of a line that is there, which moves to the buffer's front. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, end - next);
        end -= next;
        next = 0;
        if (end == buffer.length) {
            if (end == LONGEST_LINE) {
                throw new IOException("a line longer than " + LONGEST_LINE + " bytes");
            }
            buffer = Arrays.copyOf(buffer, LONGEST_LINE);
        }
        waitAtMost(inHeader ? headerMillisLeft() : silenceMillis);
        var more = input.read(buffer, end, buffer.length - end);
        if (more > 0) {
            end += more;
        } else if (inHeader) {
            throw new EOFException("closed before the header was complete");
        }
        return more > 0;
    }

    /** Setting it is a call into the kernel. */
    private void waitAtMost(int millis) throws IOException {
        if (millis != timeoutMillis) {
            socket.setSoTimeout(millis);
            timeoutMillis = millis;
        }
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
