package io.recaller.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A hundred calls one after another, right after a start: how long each waited for its first
 * prompt, without the {@code -Dload.answer} (20) milliseconds that Asterisk waits for a telephone's
 * first sound, which takes that long to be a packet.
 */
record FirstCalls(List<Duration> waited) {
    private static final int CALLS = 100;
    private static final Duration ANSWER = Duration.ofMillis(Integer.getInteger("load.answer", 20));

    static FirstCalls at(int port) {
        var times = new ArrayList<Duration>();
        for (var i = 0; i < CALLS; i++) {
            var first = new Latencies();
            try {
                new AgiCall(port, LoadedServer.TOKEN, first, new Latencies())
                        .answeredWithin(ANSWER)
                        .run(
                                Customers.number(i),
                                LoadedServer.DIALLED,
                                1,
                                Duration.ofMillis(20),
                                Load::digit);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            times.add(first.at(1));
        }
        return new FirstCalls(List.copyOf(times));
    }

    @Override
    public String toString() {
        return String.format(
                "first prompt: call 1 %s, call 2 %s, call 10 %s, calls 91 to 100" + " %s ms",
                millis(waited.get(0)),
                millis(waited.get(1)),
                millis(waited.get(9)),
                waited.subList(90, CALLS).stream()
                        .map(FirstCalls::millis)
                        .collect(Collectors.joining(" ")));
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f", Latencies.millis(time));
    }
}
