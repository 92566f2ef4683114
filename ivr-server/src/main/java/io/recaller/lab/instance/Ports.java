package io.recaller.lab.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The ports of one instance, all on 127.0.0.1.
 *
 * @param sip UDP
 * @param ami TCP
 * @param http TCP, for phones in a browser; 0 leaves it off
 * @param firstRtp the first of {@link #RTP_PORTS} UDP ports; two instances may share a range
 */
public record Ports(int sip, int ami, int http, int firstRtp) {
    static final int RTP_PORTS = 400;

    private static final int RTP_BASE = 16_400;
    private static final int RTP_BLOCKS = 40;

    /** Ports that nobody holds at this moment. */
    public static Ports free() {
        int sip = freeUdp();
        return new Ports(sip, freeTcp(), 0, RTP_BASE + sip % RTP_BLOCKS * RTP_PORTS);
    }

    int lastRtp() {
        return firstRtp + RTP_PORTS - 1;
    }

    private static int freeUdp() {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeTcp() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
