package io.recaller.bench.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * So many calls at once, each with a key every so often. They come in one by one as calls do, at
 * {@value #A_SECOND} a second: as many lines with calls of three minutes have a quarter of it.
 *
 * @param together keys of each call while all are there
 */
record Load(int calls, int together, Duration everyKey) {
    private static final int A_SECOND = 25;

    /**
     * What came of it.
     *
     * @param usage while all calls were there, and nobody came or went
     * @param whole the same with all beginnings and ends
     */
    record Outcome(Latencies firstPrompts, Latencies keys, int broken, Usage usage, Usage whole) {}

    /**
     * Returns when the last call is over.
     *
     * @param meter asked what is used so far, with the number of turns so far
     */
    Outcome run(int port, String token, String dialled, IntFunction<Usage> meter) {
        var firstPrompts = new Latencies();
        var keys = new Latencies();
        var broken = new AtomicInteger();
        var before = meter.apply(0);
        var usage = new AtomicReference<>(before);
        var coming = Duration.ofSeconds(1).multipliedBy(calls).dividedBy(A_SECOND);
        var turns = (int) Math.ceilDiv(coming.toMillis(), everyKey.toMillis()) + together;
        var random = new Random(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ =
                    callers.submit(() -> {
                        Thread.sleep(coming.plus(everyKey));
                        var full = meter.apply(keys.count());
                        Thread.sleep(everyKey.multipliedBy(together - 2));
                        usage.set(meter.apply(keys.count()).since(full));
                        return null;
                    });
            for (var i = 0; i < calls; i++) {
                var caller = Customers.number(i);
                var after = Duration.ofMillis((long) (coming.toMillis() * random.nextDouble()));
                var _ =
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
        var whole = meter.apply(keys.count()).since(before);
        return new Outcome(firstPrompts, keys, broken.get(), usage.get(), whole);
    }

    static int digit() {
        return ThreadLocalRandom.current().nextInt(1, 6);
    }
}
