package io.recaller.gateway.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server that is cut once, after so many bytes of what the server says. */
final class CutLine implements AutoCloseable {
    private final ServerSocket listening;
    private final int to;
    private final int after;
    private final AtomicInteger connections = new AtomicInteger();

    CutLine(int to, int after) {
        this.to = to;
        this.after = after;
        try {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                var near = listening.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), to);
                var most = connections.incrementAndGet() == 1 ? after : Integer.MAX_VALUE;
                Thread.ofVirtual().start(() -> pass(near, far, Integer.MAX_VALUE));
                Thread.ofVirtual().start(() -> pass(far, near, most));
            }
        } catch (IOException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static void pass(Socket from, Socket to, int most) {
        try (from;
                to) {
            pass(from.getInputStream(), to.getOutputStream(), most);
        } catch (IOException _) {
            Thread.currentThread().interrupt(); // the other side is gone
        }
    }

    private static void pass(InputStream in, OutputStream out, int most) throws IOException {
        var buffer = new byte[4096];
        var passed = 0L;
        for (var n = in.read(buffer); n >= 0 && passed < most; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            passed += n;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
