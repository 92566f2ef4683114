package io.recaller.lab.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process a killed owner of the same folder left behind. */
final class Leftover {
    private static final Logger log = LoggerFactory.getLogger(Leftover.class);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private Leftover() {}

    /** Ends it if its pid file names a living process that was started with this folder's file. */
    static void end(InstanceFolder folder) {
        Path pidFile = folder.pidFile();
        if (!Files.isRegularFile(pidFile)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readString(pidFile).trim());
            ProcessHandle.of(pid).filter(process -> runs(process, folder)).ifPresent(Leftover::end);
            Files.deleteIfExists(pidFile);
        } catch (NumberFormatException _) {
            log.atDebug().addKeyValue("file", pidFile).log("pid file without a number");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pid may have been given to another program since. */
    private static boolean runs(ProcessHandle process, InstanceFolder folder) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains(folder.configuration().toString());
        } catch (IOException _) {
            return false;
        }
    }

    private static void end(ProcessHandle process) {
        log.atInfo().addKeyValue("pid", process.pid()).log("ending a leftover asterisk");
        process.destroy();
        try {
            process.onExit().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
