package io.recaller.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls on a server of its own in a database that something else reads meanwhile. */
final class ReportedCalls {
    private static final int CALLS = 100;
    private static final int CONTACTS = 20;
    private static final int KEYS = 30;
    private static final Duration EVERY_KEY = Duration.ofSeconds(1);
    private static final int WARM_UP_KEYS = 300;

    private ReportedCalls() {}

    /** Prints what calls wait for without that and beside it; the database is closed afterwards. */
    static void beside(MeteredPostgres postgres, Runnable reading) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "load-");
        try (var server = new LoadedServer(folder, postgres, CALLS, CONTACTS, LoadedServer.FLOW)) {
            server.awaitLearned();
            var _ = run(server, WARM_UP_KEYS, Duration.ofMillis(100));
            System.out.println("calls alone        " + run(server, KEYS, EVERY_KEY).keys());
            System.out.println("beside the reports " + during(server, reading).keys());
            System.out.println("alone again        " + run(server, KEYS, EVERY_KEY).keys());
            System.out.printf("turns unwritten in time: %.0f%n", server.unwritten());
        }
    }

    private static Load.Outcome during(LoadedServer server, Runnable reading) {
        var isOver = new AtomicBoolean();
        var reader =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!isOver.get()) {
                                reading.run();
                            }
                        });
        try {
            return run(server, KEYS, EVERY_KEY);
        } finally {
            isOver.set(true);
            join(reader);
        }
    }

    private static Load.Outcome run(LoadedServer server, int keys, Duration every) {
        return new Load(CALLS, keys, every)
                .run(server.agiPort(), LoadedServer.TOKEN, LoadedServer.DIALLED, server::usage);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
