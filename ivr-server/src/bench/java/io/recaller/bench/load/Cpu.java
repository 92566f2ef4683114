package io.recaller.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Processor time of processes, as the kernel counts it (proc(5), {@code /proc/[pid]/stat}): it
 * depends on the work, hardly on what else the machine does.
 */
final class Cpu {
    /** USER_HZ: 100 on every Linux of today. */
    private static final long MILLIS_A_TICK = 10;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int REAPED_USER = 13;
    private static final int REAPED_SYSTEM = 14;

    private Cpu() {}

    /** Of one process, with all its threads. */
    static Duration of(long process) {
        var stat = stat(Path.of("/proc", Long.toString(process)));
        return ticks(stat, USER, SYSTEM);
    }

    /** Of those threads of a process whose names begin so. */
    static Duration ofThreads(long process, String... names) {
        var total = Duration.ZERO;
        var tasks = Path.of("/proc", Long.toString(process), "task");
        try (var threads = Files.newDirectoryStream(tasks)) {
            for (var thread : threads) {
                var name = name(thread);
                if (Arrays.stream(names).anyMatch(name::startsWith)) {
                    total = total.plus(ticks(stat(thread), USER, SYSTEM));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + tasks, e);
        }
        return total;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException ended) {
            return "";
        }
    }

    /** Of a process and its children, those that have ended included. */
    static Duration ofFamily(long process) {
        var own = stat(Path.of("/proc", Long.toString(process)));
        var total = ticks(own, USER, SYSTEM, REAPED_USER, REAPED_SYSTEM);
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var child : processes) {
                var stat = stat(child);
                if (stat.length > PARENT && stat[PARENT].equals(Long.toString(process))) {
                    total = total.plus(ticks(stat, USER, SYSTEM));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot list /proc", e);
        }
        return total;
    }

    private static Duration ticks(String[] stat, int... fields) {
        if (stat.length == 0) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(
                Arrays.stream(fields).mapToLong(field -> Long.parseLong(stat[field])).sum()
                        * MILLIS_A_TICK);
    }

    /** The fields after the name, which may have blanks in it; none of a process that has ended. */
    private static String[] stat(Path process) {
        try {
            var line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException ended) {
            return new String[0];
        }
    }
}
