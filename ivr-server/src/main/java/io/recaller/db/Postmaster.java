package io.recaller.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running server process, as its {@code postmaster.pid} tells (PostgreSQL's miscadmin.h: line 1
 * process id, line 4 port, line 8 status).
 */
record Postmaster(long processId, int port) {
    /** The one that serves this data folder, if it runs and takes connections. */
    static Optional<Postmaster> in(Path data) {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() < 8 || !lines.get(7).strip().equals("ready")) {
                return Optional.empty();
            }
            var found =
                    new Postmaster(
                            Long.parseLong(lines.getFirst().strip()),
                            Integer.parseInt(lines.get(3).strip()));
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
