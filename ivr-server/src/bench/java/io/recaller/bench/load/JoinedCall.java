package io.recaller.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A call with a page beside it, played to a FastAGI server: its reading ends by a key, or because a
 * server fetches it, and then it comes back by another visit, as {@code recaller-companion} in our
 * dialplan has it. Served by a thread of its own; any other may press and fetch.
 */
final class JoinedCall {
    private static final int LONGEST_PAUSE_MILLIS = 60_000;

    /** Instead of a key: the call was fetched. */
    private static final int FETCHED = -1;

    private final int port;
    private final PlayedChannel channel;
    private final LongConsumer asked;
    private final Supplier<Steps> steps;
    private final BlockingQueue<Integer> endings = new LinkedBlockingQueue<>();
    private volatile long fetchedAt;
    private volatile boolean isOver;

    /**
     * Where the time of a press goes.
     *
     * @param left from a fetching until the server that served the call has let it go
     * @param spoken from the next visit's beginning to the command that speaks the next words
     */
    record Steps(Latencies left, Latencies spoken) {}

    /**
     * @param asked told when (as {@link System#nanoTime}) the command came that reads a question
     * @param steps where the times of presses are put now
     */
    JoinedCall(int port, PlayedChannel channel, LongConsumer asked, Supplier<Steps> steps) {
        this.port = port;
        this.channel = channel;
        this.asked = asked;
        this.steps = steps;
    }

    PlayedChannel channel() {
        return channel;
    }

    /** When it was fetched last. */
    long fetchedAt() {
        return fetchedAt;
    }

    /** As soon as a question is read. */
    void press(int digit) {
        endings.add(digit);
    }

    /** By AMI's Redirect: whatever is read ends. */
    void fetch() {
        fetchedAt = System.nanoTime();
        endings.add(FETCHED);
    }

    void hangUp() {
        isOver = true;
        endings.add(FETCHED);
    }

    /** Calls, and comes back whenever it is fetched. Returns when it is hung up. */
    void run() throws IOException, InterruptedException {
        var isFetched = visit(false);
        while (isFetched && !isOver) {
            steps.get().left().add(System.nanoTime() - fetchedAt);
            isFetched = visit(true);
        }
        if (!isOver) {
            throw new IOException("the server closed the call");
        }
    }

    /** True: it was fetched, and the server closed. */
    private boolean visit(boolean isBack) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var isFirst = isBack;
        var isFetched = false;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_PAUSE_MILLIS);
            var out = socket.getOutputStream();
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            send(out, channel.header());
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var reading = channel.reading(line);
                if (reading.isEmpty()) {
                    send(out, channel.answer(line));
                    continue;
                }
                send(out, PlayedChannel.READ_BEGINS);
                if (reading.get().isQuestion()) {
                    var now = System.nanoTime();
                    if (isFirst) {
                        steps.get().spoken().add(now - began);
                        isFirst = false;
                    }
                    asked.accept(now);
                    isFetched = isEnded();
                } else {
                    channel.announced();
                }
                if (isOver) {
                    return false;
                }
                send(out, PlayedChannel.READ_IS_OVER);
            }
        }
        return isFetched;
    }

    private boolean isEnded() throws InterruptedException {
        var key = endings.take();
        if (key == FETCHED) {
            channel.redirected();
            return true;
        }
        channel.keyed(key);
        return false;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
