package io.recaller.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A running server process, as its {@code postmaster.pid} tells (PostgreSQL's miscadmin.h: line 1
 * process id, line 4 port, line 8 status).
 */
record Postmaster(long processId, int port, String status) {
    /** Recovery after a power cut replays at most the log since the last checkpoint. */
    private static final long LONGEST_START_SECONDS = 60;

    /**
     * The one that serves this data folder, if there is one. Waits for one that is starting or
     * stopping: who started it may have been killed meanwhile.
     */
    static Optional<Postmaster> in(Path data) {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        var found = look(data);
        while (found.isPresent() && !found.get().isReady() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            found = look(data);
        }
        return found.filter(Postmaster::isReady);
    }

    /** Whether a process serves this data folder, or is about to; not one that is stopping. */
    static boolean isThere(Path data) {
        return look(data).filter(found -> !found.isStopping()).isPresent();
    }

    /** Whether one is stopping: it takes no new connection, and may wait for old ones for ever. */
    static boolean isStopping(Path data) {
        return look(data).filter(Postmaster::isStopping).isPresent();
    }

    private boolean isReady() {
        return status.equals("ready");
    }

    private boolean isStopping() {
        return status.equals("stopping");
    }

    private static Optional<Postmaster> look(Path data) {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            var found =
                    new Postmaster(
                            Long.parseLong(lines.getFirst().strip()),
                            Integer.parseInt(lines.get(3).strip()),
                            lines.size() < 8 ? "starting" : lines.get(7).strip());
            return Optional.of(found).filter(Postmaster::isRunning);
        } catch (IOException | NumberFormatException noneOrHalfWritten) {
            return Optional.empty();
        }
    }

    /** A process of another program may have the number of one that died with the machine. */
    private boolean isRunning() {
        return ProcessHandle.of(processId)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }
}
