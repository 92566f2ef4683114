package io.recaller.e2e;

import io.recaller.Recaller;
import io.recaller.Stores;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.db.DatabaseSettings;
import io.recaller.desk.DeskClient;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.FreePorts;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.stage.Cli;
import io.recaller.lab.stage.Stage;
import io.recaller.lab.stage.TinyAmi;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A switch, a stage of callers and phones, and settings for servers; servers are started by the
 * tests. Everything that was kept is closed in the reverse order.
 */
final class World implements AutoCloseable {
    static final String NUMBER = "8000";

    /** Answered by a flow with offers. */
    static final String OFFERS = "8100";

    static final String LANGUAGES = "8200";

    /** The same, answered in Kazakh. */
    static final String KAZAKH = "8201";

    /** Answered by a flow that leads to other doors. */
    static final String DOORS = "8301";

    /** The same, where codes are keyed in worlds that have any. */
    static final String CODES = "8400";

    /** Seconds calls wait for a killed server: one that starts beside other tests is slow. */
    static final int PATIENT = 60;

    private static final String SLOWLY =
            "Set(SLOW=$[${EPOCH} + 2])\n same => n(slow),GotoIf($[${EPOCH} < ${SLOW}]?slow)\n"
                    + " same => n,";

    private static final String TOKEN = "a-word-of-this-test";

    final Path folder;
    final LocalAsterisk pbx;
    final Stage stage;
    final TinyAmi asterisk;
    final List<Integer> agiPorts;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Database database;

    /** Where the rows are, as lines of the settings file. */
    record Database(String yaml) {
        static Database of(DatabaseSettings settings) {
            return new Database(
                    "{url: '%s', user: '%s', password: '%s'}"
                            .formatted(settings.url(), settings.user(), settings.password()));
        }
    }

    /**
     * Starts both Asterisks.
     *
     * @param servers how many servers the dialplan knows, 1 or 2
     * @param patience seconds a call in the menu waits for one before the ring group rings
     */
    World(Path folder, Database database, int servers, int patience) {
        this.folder = folder;
        this.database = database;
        this.agiPorts =
                servers == 1 ? List.of(FreePorts.tcp()) : List.of(FreePorts.tcp(), FreePorts.tcp());
        var packages = packages();
        var ports = Ports.free();
        var stagePorts = Ports.free();
        var role =
                new Role.Pbx(
                        stagePorts.sip(),
                        List.of("phone-1", "phone-2"),
                        agiPorts.stream().map(port -> "127.0.0.1:" + port).toList(),
                        TOKEN,
                        Duration.ofSeconds(patience));
        try {
            var program = packages.asterisk();
            pbx = keep(LocalAsterisk.start(program, folder.resolve("pbx"), ports, role));
            stage =
                    keep(
                            Stage.open(
                                    program,
                                    folder.resolve("stage"),
                                    stagePorts,
                                    new Role.Stage(ports.sip())));
            asterisk = keep(new TinyAmi(pbx.observer()));
            flows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AsteriskPackages packages() {
        var environment = System.getenv();
        return new AsteriskPackages(
                AsteriskPackages.defaultCache(environment), environment, _ -> {});
    }

    /** The switch's command line. */
    Cli cli() {
        return new Cli(packages().asterisk(), pbx);
    }

    /** The dialplan takes one to two seconds before that step of a context, until it is closed. */
    AutoCloseable slow(String context, String step) throws IOException {
        var file = pbx.folder().resolve("etc/recaller.conf");
        var ours = Files.readString(file);
        var at = ours.indexOf(step, ours.indexOf("[" + context + "]")) + step.length();
        dialplan(file, ours.substring(0, at) + SLOWLY + ours.substring(at));
        return () -> dialplan(file, ours);
    }

    private void dialplan(Path file, String text) throws IOException {
        Files.writeString(file, text);
        cli().run("dialplan reload");
    }

    private void flows() throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        for (var flow : List.of("short.yaml", "offers.yaml", "languages.yaml", "doors.yaml")) {
            try (var small = World.class.getResourceAsStream("/e2e/" + flow)) {
                Files.copy(Objects.requireNonNull(small), flows.resolve(flow));
            }
        }
    }

    /** Settings of a server, the first or the second; {@code more} are further lines. */
    Path settings(int server, String... more) {
        var file = folder.resolve("server-" + server + ".yaml");
        var yaml =
                """
                time-zone: Asia/Almaty
                default-region: KZ
                folder: '%s'
                flows: flows
                pins: {pepper-file: pin.pepper}
                numbers:
                  %s: short
                  %s: offers
                  %s: languages
                  %s: {flow: languages, language: kk}
                  %s: doors
                  %s: doors
                database: %s
                agi: {port: %d, token: %s}
                ami: {port: %d, user: %s, secret: %s}
                http: {port: %d}
                management: {port: %d}
                menu: {control-share: 0}
                speech:
                  command: [%s]
                fields:
                  name: {kind: text, tier: claimed}
                  account: {kind: digits, tier: verified}
                """
                        .formatted(
                                own(server),
                                NUMBER,
                                OFFERS,
                                LANGUAGES,
                                KAZAKH,
                                DOORS,
                                CODES,
                                database.yaml(),
                                agiPorts.get(server - 1),
                                TOKEN,
                                pbx.server().port(),
                                pbx.server().user(),
                                pbx.server().secret(),
                                FreePorts.tcp(),
                                FreePorts.tcp(),
                                speech(packages().espeakCommand()));
        try {
            return Files.writeString(file, yaml + String.join("\n", more) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How settings name a synthesiser: the program as it was found, with its usual options. */
    static String speech(List<String> program) {
        var usual = Voice.espeak().command();
        var espeak = new ArrayList<>(program);
        espeak.addAll(usual.subList(1, usual.size()));
        return espeak.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    /** A server's own folder; the prompts in it are shared with all others, also of other runs. */
    private Path own(int server) {
        return own(folder, server);
    }

    static Path own(Path folder, int server) {
        try {
            var own = Files.createDirectories(folder.resolve("own-" + server));
            var prompts = Files.createDirectories(Path.of("target/e2e-prompts").toAbsolutePath());
            if (!Files.exists(own.resolve("prompts"))) {
                Files.createSymbolicLink(own.resolve("prompts"), prompts);
            }
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server in this process. */
    Server start(Path settings) {
        return keep(Server.start(settings));
    }

    /** A server in a process of its own, that may be killed. */
    KillableServer startProcess(Path settings) {
        return keep(KillableServer.start(settings));
    }

    static Stores stores(Path settings) {
        return Stores.open(SettingsReader.read(settings, Map.of()));
    }

    /** The audio of these words of a flow. */
    static Path prompt(String words) {
        return prompt("en", words);
    }

    static Path prompt(String language, String words) {
        var file = new Prompt(new Language(language), words).address() + ".wav";
        try (var files = Files.walk(Path.of("target/e2e-prompts"))) {
            return files.filter(each -> each.endsWith(file))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("never rendered: " + words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                throw new IllegalStateException("not stopped", failure);
            }
        }
    }

    /** A server wired as in production, in this process. */
    record Server(Settings settings, Recaller recaller) implements AutoCloseable {
        static Server start(Path file) {
            var settings = SettingsReader.read(file, Map.of());
            return new Server(settings, Recaller.start(settings, _ -> {}));
        }

        /** Of something on the port that pages and providers reach. */
        URI address(String path) {
            return URI.create("http://127.0.0.1:" + settings.web().port() + path);
        }

        DeskClient desk() {
            return new DeskClient(
                    "http://127.0.0.1:" + settings.web().port(), Duration.ofSeconds(10));
        }

        /** The sum of a counter's series, as scraped. */
        double metric(String name) {
            var url = "http://127.0.0.1:" + settings.web().managementPort() + "/metrics";
            try (var http = HttpClient.newHttpClient()) {
                var scraped =
                        http.send(
                                HttpRequest.newBuilder(URI.create(url)).build(),
                                HttpResponse.BodyHandlers.ofString());
                return scraped.body()
                        .lines()
                        .filter(line -> line.matches(name + "(\\{.*})? .*"))
                        .mapToDouble(line ->
                                Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            recaller.close();
        }
    }
}
