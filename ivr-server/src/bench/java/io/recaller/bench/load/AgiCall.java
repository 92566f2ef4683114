package io.recaller.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * One call, played to a FastAGI server as Asterisk and our dialplan play it: header, variables, and
 * a reading that ends when the caller presses a key. Measures from the key to the next reading:
 * what the caller waits for before the next prompt can start. One thread.
 */
final class AgiCall {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private final int port;
    private final String token;
    private final Latencies firstPrompts;
    private final Latencies keys;
    private Consumer<String> hearing = _ -> {};
    private Duration answering = Duration.ZERO;

    AgiCall(int port, String token, Latencies firstPrompts, Latencies keys) {
        this.port = port;
        this.token = token;
        this.firstPrompts = firstPrompts;
        this.keys = keys;
    }

    /** Told the files of each question, joined by {@code &}. */
    AgiCall hearing(Consumer<String> listener) {
        hearing = listener;
        return this;
    }

    /** So long Asterisk waits for the telephone's first sound; no part of what is measured. */
    AgiCall answeredWithin(Duration time) {
        answering = time;
        return this;
    }

    /**
     * Calls, presses so many keys and hangs up during the prompt after the last.
     *
     * @param thinking how long the caller listens before each key
     * @param digits what is pressed next
     */
    void run(String caller, String dialled, int turns, Duration thinking, IntSupplier digits)
            throws IOException, InterruptedException {
        var channel = new PlayedChannel(port, token, caller, dialled);
        var began = System.nanoTime();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            var out = socket.getOutputStream();
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            send(out, channel.header());
            toNextQuestion(channel, in, out);
            firstPrompts.add(System.nanoTime() - began - answering.toNanos());
            for (var turn = 0; turn < turns; turn++) {
                Thread.sleep(thinking);
                channel.keyed(digits.getAsInt());
                var pressed = System.nanoTime();
                send(out, PlayedChannel.READ_IS_OVER);
                toNextQuestion(channel, in, out);
                keys.add(System.nanoTime() - pressed);
            }
        }
    }

    /** Carries out commands until the server asks for keys. */
    private void toNextQuestion(PlayedChannel channel, BufferedReader in, OutputStream out)
            throws IOException, InterruptedException {
        while (true) {
            var command = in.readLine();
            if (command == null) {
                throw new IOException("the server closed the call");
            }
            if (command.equals("ANSWER")) {
                Thread.sleep(answering);
            }
            var reading = channel.reading(command);
            if (reading.isEmpty()) {
                send(out, channel.answer(command));
                continue;
            }
            send(out, PlayedChannel.READ_BEGINS);
            if (reading.get().isQuestion()) {
                hearing.accept(reading.get().files());
                return;
            }
            channel.announced();
            send(out, PlayedChannel.READ_IS_OVER);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
