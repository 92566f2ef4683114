package io.recaller.lab.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that answers nobody, as a host that is switched off or behind a firewall: its queue of
 * connections is full, so the kernel drops each further SYN.
 */
final class DeafPort implements AutoCloseable {
    private static final int MOST = 20;

    private final ServerSocket listening = new ServerSocket();
    private final List<Socket> waiting = new ArrayList<>();

    DeafPort(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        listening.setReuseAddress(true);
        listening.bind(address, 1);
        while (isReached(address)) {
            if (waiting.size() > MOST) {
                throw new IOException("connections are still taken");
            }
        }
    }

    private boolean isReached(InetSocketAddress address) throws IOException {
        var socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(address, 300);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (var socket : waiting) {
            socket.close();
        }
        listening.close();
    }
}
