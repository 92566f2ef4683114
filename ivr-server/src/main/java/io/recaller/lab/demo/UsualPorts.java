package io.recaller.lab.demo;

import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a demo: those that the documentation names, if they are free and no other demo of
 * this user is about to take them; else any. Whether a port is free is seen long before it is
 * taken, so two demos that begin together would both have it.
 */
final class UsualPorts {
    /** Held until this process ends; null: another demo has it. */
    private static final @Nullable FileLock LOCK = lock();

    private UsualPorts() {}

    static int free(int usual) {
        if (LOCK != null) {
            try (var socket = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // somebody else's
            }
        }
        return FreePorts.tcp();
    }

    private static @Nullable FileLock lock() {
        try {
            var folder = Path.of(System.getProperty("user.home"), ".cache", "recaller");
            var file = Files.createDirectories(folder).resolve("demo.lock");
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .tryLock();
        } catch (IOException | OverlappingFileLockException _) {
            return null;
        }
    }
}
