package io.recaller.bench.load;

import io.recaller.SettingsReader;
import io.recaller.Stores;
import io.recaller.asterisk.local.AsteriskPackages;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.cli.Main;
import io.recaller.db.OwnPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many calls against a real server with a real, durable PostgreSQL, by FastAGI as Asterisk speaks
 * it, beside a bare echo in the same run. Loopback only.
 *
 * <p>Bounded by {@code -Dload.calls} (1,000), {@code -Dload.turns} (keys a call, 10) and two
 * minutes or so.
 */
public final class AgiLoad {
    private static final int CALLS = Integer.getInteger("load.calls", 1000);
    private static final int TURNS = Integer.getInteger("load.turns", 10);
    private static final int CONTACTS = Integer.getInteger("load.contacts", 50);
    private static final Duration EVERY_KEY = Duration.ofSeconds(2);
    private static final String TOKEN = "load";
    private static final String DIALLED = "8000";
    private static final String FLOW =
            """
            flow: load
            languages: [en]
            start: main
            person: person
            context: {budget: 300ms}
            timeouts: {first_digit: 8s, inter_digit: 3s}
            nodes:
              main:
                menu:
                  intro: {en: "Good day, this is the line under load."}
                  options:
                    one: {key: 1, topics: [load.t1], say: {en: "the first matter"}, next: more}
                    two: {key: 2, topics: [load.t2], say: {en: "the second matter"}, next: more}
                    three: {key: 3, topics: [load.t3], say: {en: "the third matter"}, next: more}
                    four: {key: 4, topics: [load.t4], say: {en: "the fourth matter"}, next: more}
                    five: {key: 5, topics: [load.t5], say: {en: "the fifth matter"}, next: more}
              more:
                menu:
                  intro: {en: "What is it about?"}
                  options:
                    a: {key: 1, say: {en: "a bill"}, next: main}
                    b: {key: 2, say: {en: "a contract"}, next: main}
                    c: {key: 3, say: {en: "a delivery"}, next: main}
                    d: {key: 4, say: {en: "a repair"}, next: main}
                    e: {key: 5, say: {en: "something else"}, next: main}
              person:
                hand_off: {say: {en: "One moment, a person."}}
            """;

    private final Path folder;
    private final OwnPostgres postgres;
    private final int agiPort = freePort();
    private final int managementPort = freePort();

    private AgiLoad(Path folder, OwnPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "load-");
        echo(folder);
        try (var postgres = OwnPostgres.make()) {
            new AgiLoad(folder, postgres).run();
        }
    }

    private static void echo(Path folder) {
        var port = freePort();
        try (var echo =
                Served.start(
                        folder.resolve("echo.log"),
                        EchoAgi.class,
                        List.of(Integer.toString(port)))) {
            new Load(50, 3, Duration.ofMillis(200)).run(port, TOKEN, DIALLED);
            var before = Cpu.of(echo.process());
            var outcome = new Load(CALLS, TURNS, EVERY_KEY).run(port, TOKEN, DIALLED);
            print("bare echo", outcome);
            printCpu("  echo server", Cpu.of(echo.process()).minus(before), outcome);
        }
    }

    private void run() throws IOException {
        var settings = settings();
        try (var stores = Stores.open(SettingsReader.read(settings, Map.of()))) {
            for (var i = 1; i <= 5; i++) {
                var topic = new io.recaller.contact.Topic("load.t" + i);
                stores.database()
                        .runInTransaction(tx -> stores.topics().define(tx, topic, Map.of()));
            }
            Customers.make(stores.database(), CALLS, CONTACTS);
            var log = folder.resolve("server.log");
            try (var server =
                    Served.start(
                            log, Main.class, List.of("serve", "--settings", settings.toString()))) {
                firstCalls();
                light();
                heavy(server, stores);
            }
        }
    }

    /** One after another, right after the start. */
    private void firstCalls() {
        var times = new ArrayList<Latencies>();
        for (var i = 0; i < 100; i++) {
            var first = new Latencies();
            try {
                new AgiCall(agiPort, TOKEN, first, new Latencies())
                        .run(Customers.number(i), DIALLED, 1, Duration.ofMillis(20), Load::digit);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            times.add(first);
        }
        System.out.printf(
                Locale.ROOT,
                "first prompt after the start: call 1 %.1f ms, call 2 %.1f, call 10 %.1f, calls"
                        + " 91 to 100 %s%n",
                Latencies.millis(times.get(0).at(1)),
                Latencies.millis(times.get(1).at(1)),
                Latencies.millis(times.get(9).at(1)),
                times.subList(90, 100).stream()
                        .map(each ->
                                String.format(Locale.ROOT, "%.1f", Latencies.millis(each.at(1))))
                        .collect(Collectors.joining(" ")));
    }

    private void light() {
        print("20 calls", new Load(20, TURNS, EVERY_KEY).run(agiPort, TOKEN, DIALLED));
    }

    private void heavy(Served server, Stores stores) throws IOException {
        var unsaved = metric("recaller_contacts_unsaved_total");
        var serverBefore = Cpu.of(server.process());
        var postgresBefore = Cpu.ofFamily(postgres.process());
        var outcome = new Load(CALLS, TURNS, EVERY_KEY).run(agiPort, TOKEN, DIALLED);
        var serverCpu = Cpu.of(server.process()).minus(serverBefore);
        var postgresCpu = Cpu.ofFamily(postgres.process()).minus(postgresBefore);
        print(CALLS + " calls", outcome);
        printCpu("  server", serverCpu, outcome);
        printCpu("  PostgreSQL", postgresCpu, outcome);
        System.out.printf(
                "  turns unwritten in time %.0f, contacts left open %d%n",
                metric("recaller_contacts_unsaved_total") - unsaved, leftOpen(stores));
    }

    /** Ends are written after the hang-up: looked at again until they are, for 10 s at most. */
    private static int leftOpen(Stores stores) {
        for (var look = 0; ; look++) {
            var open =
                    stores.database()
                            .inTransaction(tx ->
                                    tx.dsl()
                                            .fetchCount(
                                                    io.recaller.db.generated.Tables.CONTACT,
                                                    io.recaller.db.generated.Tables.CONTACT.ENDED_AT
                                                            .isNull()));
            if (open == 0 || look == 100) {
                return open;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return open;
            }
        }
    }

    private double metric(String name) throws IOException {
        var url = "http://127.0.0.1:" + managementPort + "/metrics";
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void print(String what, Load.Outcome outcome) {
        System.out.printf(
                "%-12s first prompt %s%n%-12s key → prompt %s   (%d keys, %d calls broken)%n",
                what,
                outcome.firstPrompts(),
                "",
                outcome.keys(),
                outcome.keys().count(),
                outcome.broken());
    }

    private static void printCpu(String what, Duration cpu, Load.Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %.3f ms of CPU a turn (calls' beginnings and ends included)%n",
                what,
                Latencies.millis(cpu) / Math.max(1, outcome.keys().count()));
    }

    private Path settings() throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("load.yaml"), FLOW);
        var environment = System.getenv();
        var packages =
                new AsteriskPackages(
                        AsteriskPackages.defaultCache(environment), environment, _ -> {});
        var usual = Voice.espeak().command();
        var espeak = new ArrayList<>(packages.espeakCommand());
        espeak.addAll(usual.subList(1, usual.size()));
        var yaml =
                """
                time-zone: Asia/Almaty
                default-region: KZ
                folder: '%s'
                flows: flows
                numbers: {%s: load}
                database: {folder: '%s', port: %d}
                agi: {port: %d, token: %s, max-calls: 5000}
                ami: {port: %d, user: nobody, secret: nothing}
                http: {port: %d}
                management: {port: %d}
                menu: {control-share: 0}
                speech:
                  command: [%s]
                """
                        .formatted(
                                folder.resolve("own"),
                                DIALLED,
                                postgres.folder(),
                                postgres.port(),
                                agiPort,
                                TOKEN,
                                freePort(),
                                freePort(),
                                managementPort,
                                espeak.stream()
                                        .map(word -> "'" + word + "'")
                                        .collect(Collectors.joining(", ")));
        return Files.writeString(folder.resolve("recaller.yaml"), yaml);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
