package io.recaller.bench.load;

import io.recaller.Stores;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.cli.Main;
import io.recaller.contact.Topic;
import io.recaller.db.generated.Tables;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A whole Recaller to be loaded: its server in a process of its own, with a durable PostgreSQL of
 * its own and customers with a past. Loopback only.
 */
final class LoadedServer implements AutoCloseable {
    static final String TOKEN = "load";
    static final String DIALLED = "8000";
    static final String FLOW =
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

    /** The same in a word each: for those who listen to the end. */
    static final String SHORT_WORDS =
            FLOW.replaceAll(
                            "say: \\{en: \"[^\"]*\"",
                            "option_say: {en: \"{key}\"}, say: {en: \"one\"")
                    .replaceAll("intro: \\{en: \"[^\"]*\"", "intro: {en: \"Yes?\"")
                    .replace(
                            "option_say: {en: \"{key}\"}, say: {en: \"one\"}}\n",
                            "say: {en: \"One moment.\"}}\n");

    private final Path folder;
    private final String flow;
    private final int contactsEach;
    private final MeteredPostgres postgres;
    private final int agiPort = FreePorts.tcp();
    private final int managementPort = FreePorts.tcp();
    private final int httpPort = FreePorts.tcp();
    private final int amiPort;
    private final IntFunction<String> more;
    private final Stores stores;
    private final Path settings;
    private Served server;

    /**
     * Ready for calls when it is made.
     *
     * @param customers how many there are, each with so many contacts
     * @param flow {@link #FLOW} or {@link #SHORT_WORDS}
     */
    LoadedServer(Path folder, int customers, int contactsEach, String flow) throws IOException {
        this(folder, new MeteredPostgres(), customers, contactsEach, flow);
    }

    /** As above, in a database with what is there already; it is closed with the server. */
    LoadedServer(
            Path folder, MeteredPostgres postgres, int customers, int contactsEach, String flow)
            throws IOException {
        this(folder, postgres, customers, contactsEach, flow, FreePorts.tcp(), _ -> "");
    }

    /**
     * As above.
     *
     * @param amiPort of the manager interface, which lets anybody in
     * @param more settings, given the port of its HTTP
     */
    LoadedServer(
            Path folder,
            int customers,
            int contactsEach,
            String flow,
            int amiPort,
            IntFunction<String> more)
            throws IOException {
        this(folder, new MeteredPostgres(), customers, contactsEach, flow, amiPort, more);
    }

    private LoadedServer(
            Path folder,
            MeteredPostgres postgres,
            int customers,
            int contactsEach,
            String flow,
            int amiPort,
            IntFunction<String> more)
            throws IOException {
        this.folder = folder;
        this.postgres = postgres;
        this.amiPort = amiPort;
        this.more = more;
        this.flow = flow;
        this.contactsEach = contactsEach;
        settings = settings();
        stores = Stores.open(SettingsReader.read(settings, Map.of()));
        people(customers);
        server = served();
    }

    /** A database must not outlive a bench whose server does not start. */
    private Served served() throws IOException {
        try {
            return serve();
        } catch (IllegalStateException e) {
            stores.close();
            postgres.close();
            throw e;
        }
    }

    private Served serve() {
        return Served.start(
                        folder.resolve("server.log"),
                        Main.class,
                        List.of("serve", "--settings", settings.toString()))
                .whole();
    }

    /** Another process in its place: one that finds everything learned already. */
    void restart() {
        server.close();
        server = serve();
    }

    /** No process serves until one is started. */
    void stop() {
        server.close();
    }

    /**
     * A process in its place, as this command starts it: {@code serve --settings FILE} is added to
     * it.
     *
     * @param environment beside this process's own
     */
    void start(List<String> command, Map<String, String> environment) {
        var words = new ArrayList<>(command);
        words.addAll(List.of("serve", "--settings", settings.toString()));
        server = Served.start(folder.resolve("server.log"), words, environment);
    }

    /** Of the process that serves now, since its start. */
    Duration processorTime() {
        return Cpu.of(server.process());
    }

    private void people(int customers) {
        for (var i = 1; i <= 5; i++) {
            var topic = new Topic("load.t" + i);
            stores.database().runInTransaction(tx -> stores.topics().define(tx, topic, Map.of()));
        }
        Customers.make(stores.database(), customers, contactsEach);
    }

    /** Its database. */
    MeteredPostgres postgres() {
        return postgres;
    }

    int agiPort() {
        return agiPort;
    }

    int httpPort() {
        return httpPort;
    }

    /** So far. */
    Usage usage(int turns) {
        return Usage.of(server.process(), turns)
                .with(postgres.cpu(), postgres.commits(), postgres.logged());
    }

    /** Made-up pasts are learned first, as they were long ago in a real installation. */
    void awaitLearned() throws IOException {
        for (var look = 0; look < 900 && metric("recaller_learning_behind") > 0; look++) {
            pause();
        }
    }

    double unwritten() throws IOException {
        return metric("recaller_contacts_unsaved_total");
    }

    /** What the server's log says of turns that were not written in time: when, and why not. */
    List<String> whyUnwritten(int most) throws IOException {
        try (var lines = Files.lines(folder.resolve("server.log"))) {
            return lines.filter(line -> line.contains("contact goes on unsaved"))
                    .limit(most)
                    .toList();
        }
    }

    /** Ends are written after the hang-up: looked at again until they are, for 10 s at most. */
    int leftOpen() {
        for (var look = 0; ; look++) {
            var open =
                    stores.database()
                            .inTransaction(tx ->
                                    tx.dsl()
                                            .fetchCount(
                                                    Tables.CONTACT,
                                                    Tables.CONTACT.ENDED_AT.isNull()));
            if (open == 0 || look == 100) {
                return open;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

    private Path settings() throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("load.yaml"), flow);
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
                http: {port: %d, proxies: [127.0.0.1]}
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
                                amiPort,
                                httpPort,
                                managementPort,
                                espeak.stream()
                                        .map(word -> "'" + word + "'")
                                        .collect(Collectors.joining(", ")));
        return Files.writeString(folder.resolve("recaller.yaml"), yaml + more.apply(httpPort));
    }

    @Override
    public void close() throws IOException {
        try (postgres;
                stores;
                var _ = server) {
            // in their order
        }
    }
}
