package io.recaller.bench.load;

import java.time.Duration;
import java.util.Locale;

/**
 * What processes used while only turns were taken: from the last caller's arrival to the first
 * one's end. So a turn's price is told without that of a beginning, and of a start.
 *
 * @param compiling part of the server's, by the compilers of its virtual machine: it ends by itself
 * @param collecting part of the server's, by its collector of garbage
 * @param wal bytes that PostgreSQL wrote into its log
 */
record Usage(
        Duration server,
        Duration compiling,
        Duration collecting,
        Duration postgres,
        long commits,
        long wal,
        int turns) {
    /** As HotSpot names its threads. */
    private static final String[] COMPILERS = {"C1 Comp", "C2 Comp"};

    private static final String[] COLLECTORS = {
        "G1 ", "GC Thread", "VM Thread", "ZDriver", "ZWorker"
    };

    /** Of a server without a database. */
    static Usage of(long process, int turns) {
        return new Usage(
                Cpu.of(process),
                Cpu.ofThreads(process, COMPILERS),
                Cpu.ofThreads(process, COLLECTORS),
                Duration.ZERO,
                0,
                0,
                turns);
    }

    Usage with(Duration postgres, long commits, long wal) {
        return new Usage(server, compiling, collecting, postgres, commits, wal, turns);
    }

    /** From then to now. */
    Usage since(Usage then) {
        return new Usage(
                server.minus(then.server),
                compiling.minus(then.compiling),
                collecting.minus(then.collecting),
                postgres.minus(then.postgres),
                commits - then.commits,
                wal - then.wal,
                turns - then.turns);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "CPU a turn: server %.3f ms (compiling %.3f and collecting %.3f of it), PostgreSQL"
                        + " %.3f ms; %.2f commits and %d bytes of its log a turn (%d turns)",
                each(server),
                each(compiling),
                each(collecting),
                each(postgres),
                commits / (double) Math.max(1, turns),
                wal / Math.max(1, turns),
                turns);
    }

    private double each(Duration time) {
        return Latencies.millis(time) / Math.max(1, turns);
    }
}
