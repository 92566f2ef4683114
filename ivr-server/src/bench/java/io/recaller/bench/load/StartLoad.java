package io.recaller.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How soon a server that was built as it is installed takes calls, on a database that is there, and
 * what its first callers wait for; beside the same server without what {@code ./recaller --build}
 * keeps of a practised start. Loopback only.
 *
 * <p>Bounded by {@code -Dload.starts} (5) of each and some two minutes.
 */
public final class StartLoad {
    private static final int STARTS = Integer.getInteger("load.starts", 5);
    private static final int CUSTOMERS = 100;
    private static final int CONTACTS = 50;
    private static final Path LAUNCHER = Path.of("../recaller").toAbsolutePath().normalize();
    private static final Path CACHE = Path.of("target/serve.aot").toAbsolutePath();

    private StartLoad() {}

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        if (!Files.exists(CACHE)) {
            throw new IOException(
                    CACHE + " is not there: first build the server with ./recaller --build");
        }
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "start-");
        try (var server = new LoadedServer(folder, CUSTOMERS, CONTACTS, LoadedServer.SHORT_WORDS)) {
            server.awaitLearned();
            // Who calls was just started as well: its own first calls tell nothing of a server.
            System.out.println("a server that served before: " + FirstCalls.at(server.agiPort()));
            for (var i = 0; i < STARTS; i++) {
                start(server, "as installed     ", Map.of());
                start(
                        server,
                        "without the cache",
                        Map.of("RECALLER_JAVA_OPTIONS", "-XX:AOTMode=off"));
            }
        }
    }

    private static void start(LoadedServer server, String how, Map<String, String> environment) {
        server.stop();
        var began = System.nanoTime();
        server.start(List.of(LAUNCHER.toString()), environment);
        var ready = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf(
                Locale.ROOT,
                "%s  ready after %.2f s, %.2f s of processor time; %s%n",
                how,
                ready.toMillis() / 1e3,
                server.processorTime().toMillis() / 1e3,
                FirstCalls.at(server.agiPort()));
    }
}
