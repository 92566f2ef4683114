package io.recaller.e2e;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A small file system in memory that can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 1 << 20;

    private final Path folder;
    private ScheduledExecutorService keeping = Executors.newSingleThreadScheduledExecutor();

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Where nobody may mount one, the test is left out, and its report says so. */
    static SmallDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        assumeThat(
                        ran(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "mode=755,size=" + mebibytes + "m",
                                "tmpfs",
                                folder))
                .as("mounting a small disk is allowed here (it takes root)")
                .isTrue();
        return new SmallDisk(folder);
    }

    private static boolean ran(Object... words) {
        try {
            var process =
                    new ProcessBuilder(Arrays.stream(words).map(String::valueOf).toList())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /** Until nothing more can be written. */
    void fill() {
        try (var file = Files.newOutputStream(filler(), CREATE, APPEND)) {
            for (var size = PIECE; size > 0; size /= 2) {
                fill(file, size);
            }
        } catch (IOException _) {
            // Closing what did not fit.
        }
    }

    /**
     * From now on, whatever others give back: PostgreSQL removes a segment of its log as it likes.
     */
    void keepFull() {
        var _ = keeping.scheduleWithFixedDelay(this::fill, 0, 20, TimeUnit.MILLISECONDS);
    }

    private static void fill(OutputStream file, int size) {
        try {
            while (true) {
                file.write(new byte[size]);
            }
        } catch (IOException _) {
            // So much does not fit any more.
        }
    }

    /** There is room again. */
    void free() {
        keeping.close();
        keeping = Executors.newSingleThreadScheduledExecutor();
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() {
        keeping.shutdownNow();
        var _ = ran("umount", "-l", folder);
    }
}
