package io.recaller.bench.load;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * So many calls at once, each with a key every so often.
 *
 * @param turns keys a call
 */
record Load(int calls, int turns, Duration everyKey) {

    /** What came of it. */
    record Outcome(Latencies firstPrompts, Latencies keys, int broken, Usage usage) {}

    /**
     * Returns when the last call is over. Callers come in evenly over two keys' time.
     *
     * @param meter asked what is used so far, with the number of turns so far
     */
    Outcome run(int port, String token, String dialled, IntFunction<Usage> meter) {
        var firstPrompts = new Latencies();
        var keys = new Latencies();
        var broken = new AtomicInteger();
        var usage = new AtomicReference<>(meter.apply(0));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.submit(() -> {
                Thread.sleep(everyKey.multipliedBy(2));
                var full = meter.apply(keys.count());
                Thread.sleep(everyKey.multipliedBy(Math.max(0, turns - 2)));
                usage.set(meter.apply(keys.count()).since(full));
                return null;
            });
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
        return new Outcome(firstPrompts, keys, broken.get(), usage.get());
    }

    static int digit() {
        return ThreadLocalRandom.current().nextInt(1, 6);
    }
}
