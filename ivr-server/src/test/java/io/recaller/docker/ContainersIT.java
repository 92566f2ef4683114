package io.recaller.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recaller.desk.DeskClient;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.FreePorts;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.stage.NotSeenException;
import io.recaller.lab.stage.Phone;
import io.recaller.lab.stage.Stage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The containers, brought up as their page says; skipped, with the reason, where none can run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContainersIT {
    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration UP = Duration.ofMinutes(8);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String SERVER = "localhost/recaller-test-server";
    private static final String ASTERISK = "localhost/recaller-test-asterisk";

    /** What the containers listen on and this test does not choose. */
    private static final List<Integer> PORTS = List.of(4573, 5038, 5434, 8081, 9090);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final int httpPort = FreePorts.tcp();
    private Compose compose;
    private Stage stage;

    @BeforeAll
    void up(@TempDir Path folder) throws Exception {
        var engine = Compose.engine().orElse("");
        assumeTrue(!engine.isEmpty(), "skipped: neither podman nor docker runs here");
        // Before images are made, which takes minutes.
        var program = Compose.program(engine);
        assumeTrue(
                !program.isEmpty(),
                "skipped: no compose program for "
                        + engine
                        + "; for Podman, podman-compose 1.1 or newer or docker-compose");
        assumeTrue(
                Files.exists(Compose.ROOT.resolve("ivr-server/target/recaller.jar")),
                "skipped: nothing is packed yet, ./recaller --build does that");
        for (var port : PORTS) {
            assumeTrue(isFree(port), "skipped: port " + port + " is taken");
        }
        var sip = freeUdpPort();
        var variables = variables(engine, folder, sip);
        compose = keep(Compose.of(program, folder, variables));
        stage(folder, sip);
        done(BUILD, "build", "asterisk", "server");
        for (var image : List.of(SERVER, ASTERISK)) {
            // podman-compose says that all is well when a build failed.
            var made = Compose.run(Map.of(), SOON, engine, "inspect", image);
            assertThat(made.code()).as("%s is not built: %s", image, made.said()).isZero();
        }
        done(UP, "up", "--detach", "postgres", "asterisk", "server", "prometheus");
        await().atMost(UP)
                .ignoreExceptions()
                .until(() -> get(8081, "/health/ready").statusCode() == 200);
    }

    private Map<String, String> variables(String engine, Path folder, int sip) throws IOException {
        var local = Files.createDirectory(folder.resolve("local"));
        var variables = new HashMap<String, String>();
        variables.put("SECRETS", folder.resolve("secrets").toString());
        variables.put("ASTERISK_LOCAL", local.toString());
        variables.put("SIP_BIND", "127.0.0.1");
        variables.put("SIP_PORT", Integer.toString(sip));
        variables.put("HTTP_PORT", Integer.toString(httpPort));
        variables.put("ENV_FILE", folder.resolve("env").toString());
        variables.put("SERVER_IMAGE", SERVER);
        variables.put("ASTERISK_IMAGE", ASTERISK);
        prepare(engine, variables);
        return variables;
    }

    /** Images of a registry, or where none is reached those that Debian packages make. */
    private static void prepare(String engine, Map<String, String> variables) throws IOException {
        var pulled =
                Compose.run(
                        Map.of(),
                        Duration.ofSeconds(60),
                        engine,
                        "pull",
                        "--quiet",
                        "eclipse-temurin:25-jre");
        var words =
                pulled.code() == 0
                        ? new String[] {"docker/prepare"}
                        : new String[] {"docker/prepare", "--debian"};
        var prepared = Compose.run(variables, BUILD, words);
        if (prepared.code() == 2) {
            abort("skipped: no image registry is reached, and " + prepared.said().strip());
        }
        assertThat(prepared.code()).as(prepared.said()).isZero();
        for (var line : Files.readAllLines(Path.of(variables.get("ENV_FILE")))) {
            var parts = line.split("=", 2);
            variables.putIfAbsent(parts[0], parts[1]);
        }
    }

    private void stage(Path folder, int sip) throws IOException {
        var environment = System.getenv();
        var packages =
                new AsteriskPackages(
                        AsteriskPackages.defaultCache(environment), environment, _ -> {});
        var ports = Ports.free();
        stage =
                keep(
                        Stage.open(
                                packages.asterisk(),
                                folder.resolve("stage"),
                                ports,
                                new Role.Stage(sip)));
        Files.writeString(
                folder.resolve("local/pjsip.conf"),
                """
                [trunk]
                type = endpoint
                transport = udp
                context = from-trunk
                disallow = all
                allow = ulaw
                direct_media = no

                [trunk]
                type = identify
                endpoint = trunk
                match = 127.0.0.1

                [phone-9](phone)
                aors = phone-9

                [phone-9]
                type = aor
                contact = sip:phone-9@127.0.0.1:%d
                """
                        .formatted(ports.sip()));
    }

    @AfterAll
    void down() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Test
    void aCallComesThroughAndItsCardIsThereWhileThePhoneRings() throws Exception {
        var phone = stage.phone("phone-9").neverAnswers();
        var password = addAgent("maria", "PJSIP/phone-9");
        try (var desk = new DeskClient("http://127.0.0.1:" + httpPort)) {
            desk.signIn("maria", password);
            var wire = desk.connect();
            wire.state("not-ready");
            wire.send("ready");
            wire.state("ready");

            var call = stage.call("+77010000001", "8000");
            call.awaitAnswered(SOON);
            awaitNode("main");
            call.press("1");
            awaitNode("internet");
            call.press("2");
            awaitRinging(phone);
            var card = wire.next("card");
            phone.answer();
            phone.awaitTalking(SOON);
            phone.hangUp();
            call.awaitEnd(SOON);

            assertThat(card.getJsonObject("card").encode()).contains("internet");
        }
    }

    @Test
    void nobodyInThereIsRootOrMayChangeItsProgram() {
        for (var container : List.of("server", "asterisk")) {
            assertThat(compose.in(container, "id", "-u").said().strip())
                    .as(container)
                    .matches("1000[12]");
            assertThat(compose.in(container, "sh", "-c", "echo 1 > /usr/here").said())
                    .as(container)
                    .containsIgnoringCase("read-only file system");
        }
    }

    @Test
    void bothSayWhetherTheyAreWell() {
        var check = healthCheck("server");

        assertThat(compose.in("server", "bash", "-c", check).code()).isZero();
        assertThat(compose.in("server", "bash", "-c", check.replace("/health/live", "/")).code())
                .isNotZero();
        assertThat(
                        compose.in(
                                        "asterisk",
                                        "asterisk",
                                        "-C",
                                        "/etc/asterisk/asterisk.conf",
                                        "-rx",
                                        "core waitfullybooted")
                                .said())
                .contains("fully booted");
    }

    @Test
    void prometheusUnderstandsEveryAlarmAndEveryPanel() throws Exception {
        var rules = new JsonObject(get(9090, "/api/v1/rules").body()).getJsonObject("data");
        var dashboard =
                new JsonObject(
                        Files.readString(
                                Compose.ROOT.resolve("docker/grafana/dashboards/recaller.json")));

        assertThat(rules.getJsonArray("groups")).isNotEmpty();
        assertThat(rules.encode()).doesNotContain("\"health\":\"err\"");
        for (var panel : dashboard.getJsonArray("panels")) {
            for (var target : ((JsonObject) panel).getJsonArray("targets", NONE)) {
                var query = ((JsonObject) target).getString("expr").replaceAll("\\$\\w+", "1m");
                assertThat(ask(query).getString("status")).as(query).isEqualTo("success");
            }
        }
    }

    private static final JsonArray NONE = new JsonArray();

    private String addAgent(String login, String phone) {
        var added =
                compose.in(
                        "server",
                        "recaller",
                        "user",
                        "add",
                        login,
                        "--phone",
                        phone,
                        "--skill",
                        "internet=4",
                        "--skill",
                        "language:en=3");
        var password = Pattern.compile("password: (\\S+)").matcher(added.said());
        assertThat(password.find()).as(added.said()).isTrue();
        return password.group(1);
    }

    /** The line of the Dockerfile, as the engine would run it. */
    private static String healthCheck(String image) {
        try {
            var file =
                    Files.readString(
                            Compose.ROOT.resolve("docker").resolve(image).resolve("Dockerfile"));
            var line =
                    file.lines()
                            .filter(each -> each.strip().startsWith("CMD [\"bash\""))
                            .collect(Collectors.joining());
            return new JsonArray(line.strip().substring(4)).getString(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inside its container PostgreSQL asks for no password; the images keep sockets elsewhere. */
    private void awaitNode(String node) {
        var ask = "psql -p 5434 -U recaller -tAc 'select node from dialogue' -h ";
        var words = ask + "/tmp || " + ask + "/var/run/postgresql";
        await().atMost(SOON)
                .until(() -> compose.in("postgres", "sh", "-c", words).said().contains(node));
    }

    private void awaitRinging(Phone phone) {
        try {
            phone.awaitRinging(SOON);
        } catch (NotSeenException silent) {
            throw new AssertionError(compose.run(UP, "logs", "server", "asterisk").said(), silent);
        }
    }

    private JsonObject ask(String query) throws Exception {
        var coded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return new JsonObject(get(9090, "/api/v1/query?query=" + coded).body());
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private void done(Duration within, String... arguments) {
        var outcome = compose.run(within, arguments);
        assertThat(outcome.code())
                .as("compose %s: %s", List.of(arguments), outcome.said())
                .isZero();
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freeUdpPort() throws IOException {
        try (var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }
}
