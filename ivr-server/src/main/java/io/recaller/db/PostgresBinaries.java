package io.recaller.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path.
 *
 * <p>The archive is a tar in xz. xz is read in Java (a minimal system has no such program), tar by
 * the system's own, which knows links and permissions.
 */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres}; unpacks when it is not there yet. */
    static Path unpackedIn(Path folder) {
        var home = folder.resolve("postgresql");
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return home;
        }
        try {
            Files.createDirectories(folder);
            var half = Files.createTempDirectory(folder, "unpacking-");
            try (var archive = archive()) {
                unpack(archive, half);
            }
            half.toFile().setExecutable(true, false);
            half.toFile().setReadable(true, false);
            return moved(half, home);
        } catch (IOException failure) {
            throw new PostgresException(
                    "cannot unpack PostgreSQL into "
                            + folder
                            + ": "
                            + failure.getMessage()
                            + ". Is the disk full, or the folder not writable?",
                    failure);
        }
    }

    /** Two that start at the same moment unpack both; the second one takes what the first has. */
    private static Path moved(Path half, Path home) throws IOException {
        try {
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw taken;
            }
            delete(half);
        }
        return home;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Unpacks a tar in xz. */
    static void unpack(InputStream archive, Path folder) throws IOException {
        var process =
                new ProcessBuilder(
                                "tar", "-x", "--no-same-owner", "-f", "-", "-C", folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var input = process.getOutputStream()) {
            new XZInputStream(new BufferedInputStream(archive, 1 << 16)).transferTo(input);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Programs.exitCode(process) != 0) {
            throw new IOException("tar: " + said.strip());
        }
    }

    private static InputStream archive() {
        var name = "/postgres-linux-" + architecture() + ".txz";
        var archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new PostgresException(
                    "no PostgreSQL for this machine ("
                            + System.getProperty("os.name")
                            + ", "
                            + System.getProperty("os.arch")
                            + "). Run PostgreSQL 16 or newer yourself and set database.url.");
        }
        return archive;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }
}
