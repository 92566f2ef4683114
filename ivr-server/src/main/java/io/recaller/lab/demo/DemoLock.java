package io.recaller.lab.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder is one demo's at a time. The system takes the lock from who ends, however they end; the
 * number in the file is only for telling who has it, and says nothing once nobody has.
 */
public final class DemoLock implements AutoCloseable {
    private static final String FILE = "demo.lock";

    private final FileChannel channel;

    private DemoLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made where there is none.
     *
     * @return empty: another demo has it
     */
    public static Optional<DemoLock> take(Path folder) throws IOException {
        var channel =
                FileChannel.open(
                        Files.createDirectories(folder).resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new DemoLock(channel));
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Which process has a folder that could not be taken; empty where it has not said so yet. */
    public static Optional<String> holder(Path folder) {
        try {
            var pid = Files.readString(folder.resolve(FILE)).strip();
            return Optional.of(pid).filter(number -> number.matches("[0-9]{1,10}"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** Gives the folder back; the file stays, or who waits for it could lock one that is gone. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
