package io.recaller.lab.instance;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of 127.0.0.1 for programs that may be ended and started again. They lie below those that
 * systems give to outgoing connections (from 32,768 on Linux): of those, one that is let go for a
 * moment may be somebody's connection by the time its owner comes back. Safe for any thread.
 */
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int COUNT = 6_400;

    /** Each is given once in a process; where to begin differs from process to process. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /** One that nobody listens on at this moment. */
    public static int tcp() {
        return free(FreePorts::isFreeTcp);
    }

    /** One that nobody holds at this moment. */
    public static int udp() {
        return free(FreePorts::isFreeUdp);
    }

    private interface Question {
        boolean isFree(InetSocketAddress address);
    }

    private static int free(Question question) {
        for (int i = 0; i < COUNT; i++) {
            var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (question.isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no port from %d to %d is free on 127.0.0.1".formatted(FIRST, FIRST + COUNT - 1));
    }

    private static boolean isFreeTcp(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isFreeUdp(InetSocketAddress address) {
        try (var _ = new DatagramSocket(address)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
