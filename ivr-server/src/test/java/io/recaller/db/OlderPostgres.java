package io.recaller.db;

import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipFile;

/** A PostgreSQL of an older major version than the one brought along, as an operator's own. */
public final class OlderPostgres implements AutoCloseable {
    private final Path folder;
    private final Path binaries;
    private final Programs programs;
    private final int port;

    private OlderPostgres(Path folder, Path binaries, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.programs = new Programs(Unprivileged.wordsFor(folder));
        this.port = port;
    }

    /**
     * Makes one and starts it.
     *
     * @param major such as 16; the build put its archive into {@code target/postgres-older}
     */
    public static OlderPostgres start(int major) throws IOException {
        var target = Path.of("target").toAbsolutePath();
        var folder = Files.createTempDirectory(target, "postgres-older-");
        var made = new OlderPostgres(folder, binaries(target, major), FreePorts.tcp());
        made.run("initdb", "-D", made.data(), "-U", "recaller", "--auth=trust", "--locale=C");
        made.run(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                made.data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -p "
                        + made.port);
        return made;
    }

    private static Path binaries(Path target, int major) throws IOException {
        var home = target.resolve("postgres-binaries").resolve("of-" + major);
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            Files.createDirectories(home);
            try (var jars =
                    Files.newDirectoryStream(
                            target.resolve("postgres-older"), "*-" + major + ".*.jar")) {
                try (var jar = new ZipFile(jars.iterator().next().toFile())) {
                    var archive =
                            jar.stream()
                                    .filter(entry -> entry.getName().endsWith(".txz"))
                                    .findFirst()
                                    .orElseThrow();
                    PostgresBinaries.unpack(jar.getInputStream(archive), home);
                }
            }
        }
        return home;
    }

    /** How to open its only database, which is empty. */
    public DatabaseSettings settings() {
        return DatabaseSettings.of(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "recaller", "");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) {
        var command = new ArrayList<>(List.of(arguments));
        command.addFirst(binaries.resolve("bin").resolve(program).toString());
        var outcome = programs.run(command);
        if (!outcome.isSuccess()) {
            throw new IllegalStateException(program + ": " + outcome.output());
        }
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data());
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
