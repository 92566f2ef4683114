package io.recaller.bench.load;

import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Many calls against a real server with a real, durable PostgreSQL, by FastAGI as Asterisk speaks
 * it, beside a bare echo in the same run. Loopback only.
 *
 * <p>Bounded by {@code -Dload.calls} (1,000), {@code -Dload.turns} (keys a call while all calls are
 * there, 10), {@code -Dload.contacts} (each customer's past, 50) and some eight minutes; {@code
 * -Dload.java} are options of the server's virtual machine; {@code -Dload.sizes=200,800} takes
 * these numbers of calls instead of 20, the half and all.
 */
public final class AgiLoad {
    private static final int CALLS = Integer.getInteger("load.calls", 1000);
    private static final int TURNS = Integer.getInteger("load.turns", 10);
    private static final int CONTACTS = Integer.getInteger("load.contacts", 50);
    private static final Duration EVERY_KEY = Duration.ofSeconds(2);
    private static final int FEW = 20;
    private static final int WARM_UP_KEYS = Integer.getInteger("load.warmup", 150);

    private AgiLoad() {}

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "load-");
        if (!Boolean.getBoolean("load.without.echo")) {
            echo(folder);
        }
        try (var server = new LoadedServer(folder, CALLS, CONTACTS, LoadedServer.FLOW)) {
            // The first calls of a server that has a year to learn at once say nothing of a start.
            server.awaitLearned();
            server.restart();
            System.out.println("after the start, " + FirstCalls.at(server.agiPort()));
            // Compiled is what runs often: otherwise the price of compiling would be a turn's.
            var _ =
                    new Load(100, WARM_UP_KEYS, Duration.ofMillis(200))
                            .run(
                                    server.agiPort(),
                                    LoadedServer.TOKEN,
                                    LoadedServer.DIALLED,
                                    server::usage);
            for (var calls : sizes()) {
                var unwritten = server.unwritten();
                server.postgres().forgetStatements();
                run("Recaller", calls, server.agiPort(), server::usage);
                System.out.printf(
                        "  turns unwritten in time: %.0f%n", server.unwritten() - unwritten);
            }
            server.whyUnwritten(10).forEach(System.out::println);
            System.out.println(server.postgres().disk());
            server.postgres().statements(10).forEach(System.out::println);
            System.out.printf("contacts left open: %d%n", server.leftOpen());
        }
    }

    private static List<Integer> sizes() {
        var given = System.getProperty("load.sizes", "");
        return given.isEmpty()
                ? List.of(FEW, CALLS / 2, CALLS)
                : Stream.of(given.split(",")).map(Integer::valueOf).toList();
    }

    /** What machine, sockets and this source themselves cost. */
    private static void echo(Path folder) {
        var port = FreePorts.tcp();
        try (var echo =
                Served.start(
                        folder.resolve("echo.log"),
                        EchoAgi.class,
                        List.of(Integer.toString(port)))) {
            for (var calls : List.of(FEW, CALLS)) {
                run("bare echo", calls, port, turns -> Usage.of(echo.process(), turns));
            }
        }
    }

    private static void run(String what, int calls, int port, IntFunction<Usage> meter) {
        var outcome =
                new Load(calls, TURNS, EVERY_KEY)
                        .run(port, LoadedServer.TOKEN, LoadedServer.DIALLED, meter);
        System.out.printf(
                "%s, %d calls%n  first prompt  %s%n  key to prompt %s   (%d keys, %d calls"
                        + " broken)%n  %s%n  with beginnings and ends: %s%n",
                what,
                calls,
                outcome.firstPrompts(),
                outcome.keys(),
                outcome.keys().count(),
                outcome.broken(),
                outcome.usage(),
                outcome.whole());
    }
}
