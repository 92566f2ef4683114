package io.recaller.bench.load;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many calls at once, each with a key every so often.
 *
 * @param turns keys a call
 */
record Load(int calls, int turns, Duration everyKey) {

    /** What came of it. */
    record Outcome(Latencies firstPrompts, Latencies keys, int broken) {}

    /** Returns when the last call is over. Callers come in evenly over two keys' time. */
    Outcome run(int port, String token, String dialled) {
        var firstPrompts = new Latencies();
        var keys = new Latencies();
        var broken = new AtomicInteger();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < calls; i++) {
                var caller = Customers.number(i);
                var after = everyKey.multipliedBy(2).multipliedBy(i).dividedBy(calls);
                callers.submit(() -> {
                    try {
                        Thread.sleep(after);
                        new AgiCall(port, token, firstPrompts, keys)
                                .run(caller, dialled, turns, everyKey, Load::digit);
                    } catch (Exception failure) {
                        if (broken.getAndIncrement() == 0) {
                            System.err.println("a call broke: " + failure);
                        }
                    }
                    return null;
                });
            }
        }
        return new Outcome(firstPrompts, keys, broken.get());
    }

    static int digit() {
        return ThreadLocalRandom.current().nextInt(1, 6);
    }
}
