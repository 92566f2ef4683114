package io.recaller.bench.load;

import io.recaller.lab.instance.FreePorts;
import io.recaller.lab.stage.SmsCentre;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/**
 * Many callers who have our page open beside their call, on a real server with a real, durable
 * PostgreSQL: FastAGI as Asterisk speaks it, its manager interface played, short messages taken by
 * a made-up provider; each presses on the page or keys on the telephone now and then. Beside a bare
 * echo of the page's frames. Loopback only.
 *
 * <p>Bounded by {@code -Dload.pairs} (200), {@code -Dload.beat} (seconds between two deeds of one,
 * 4), {@code -Dload.pageseconds} (60) and some four minutes.
 */
public final class PageLoad {
    private static final int PAIRS = Integer.getInteger("load.pairs", 200);
    private static final Duration BEAT = Duration.ofSeconds(Integer.getInteger("load.beat", 4));
    private static final Duration MEASURED =
            Duration.ofSeconds(Integer.getInteger("load.pageseconds", 60));
    private static final Duration ECHOED = Duration.ofSeconds(15);
    private static final Duration BETWEEN_ARRIVALS = Duration.ofMillis(100);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CONTACTS = 10;
    private static final int PAGE_KEY = 9;
    private static final int UNAVAILABLE = 503;

    /** As somebody does who is told to wait a moment. */
    private static final int MOST_TRIES = 5;

    private static final String FLOW =
            LoadedServer.FLOW.replace("nodes:\n", "page: {key: " + PAGE_KEY + "}\nnodes:\n");

    private final LoadedServer server;
    private final PlayedAsterisk asterisk;
    private final SmsCentre centre;
    private final Vertx vertx;
    private final WebSocketClient sockets;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<JoinedPair.Seen> seen =
            new AtomicReference<>(JoinedPair.Seen.nothing());
    private final AtomicReference<JoinedCall.Steps> steps = new AtomicReference<>(nothing());
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger later = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final List<JoinedCall> calls = new ArrayList<>();

    private PageLoad(
            LoadedServer server,
            PlayedAsterisk asterisk,
            SmsCentre centre,
            Vertx vertx,
            WebSocketClient sockets) {
        this.server = server;
        this.asterisk = asterisk;
        this.centre = centre;
        this.vertx = vertx;
        this.sockets = sockets;
    }

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "page-load-");
        var vertx = Vertx.vertx();
        var client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions().setMaxConnections(2 * PAIRS));
        echo(folder, vertx, client);
        try (var asterisk = new PlayedAsterisk();
                var centre = new SmsCentre();
                var server =
                        new LoadedServer(
                                folder,
                                PAIRS,
                                CONTACTS,
                                FLOW,
                                asterisk.port(),
                                port -> settings(centre, port))) {
            server.awaitLearned();
            asterisk.forgetLooks();
            server.restart();
            asterisk.awaitLook(SOON);
            new PageLoad(server, asterisk, centre, vertx, client).run();
        }
        var _ = client.close().eventually(vertx::close);
    }

    private static String settings(SmsCentre centre, int port) {
        return """
        channels:
          texts: {kind: sms, provider: kannel, flow: load, language: en, url: '%s', user: u, password: p,
                  from: '+77270008000', token: a-token-of-this-load-0123456789ab}
        companion: {url: 'http://127.0.0.1:%d/c', channels: [texts], prefixes: ['+7'], call: '+77270008000'}
        """
                .formatted(centre.url(), port);
    }

    private static JoinedCall.Steps nothing() {
        return new JoinedCall.Steps(new Latencies(), new Latencies());
    }

    /** What machine, sockets and this source themselves cost. */
    private static void echo(Path folder, Vertx vertx, WebSocketClient client) {
        var port = FreePorts.tcp();
        try (var echo =
                Served.start(
                        folder.resolve("echo.log"),
                        EchoSocket.class,
                        List.of(Integer.toString(port)))) {
            var latencies = new AtomicReference<>(new Latencies());
            for (var i = 0; i < PAIRS; i++) {
                new EchoedPage(vertx, client, port, BEAT, latencies::get).begin();
            }
            sleep(Duration.ofSeconds(5));
            latencies.set(new Latencies());
            var before = Cpu.of(echo.process());
            sleep(ECHOED);
            var used = Cpu.of(echo.process()).minus(before);
            System.out.printf(
                    "bare echo, %d pages: there and back %s; %.3f ms of CPU a message (%d)%n",
                    PAIRS,
                    latencies.get(),
                    Latencies.millis(used) / Math.max(1, latencies.get().count()),
                    latencies.get().count());
        }
    }

    private void run() {
        var joining = System.nanoTime();
        for (var i = 0; i < PAIRS; i++) {
            var number = i;
            threads.execute(() -> join(number));
            sleep(BETWEEN_ARRIVALS);
        }
        sleep(WARM_UP);
        System.out.printf(
                "%d calls joined by a page within %.0f s, %d times told to wait, %d broken%n",
                joined.get(),
                Duration.ofNanos(System.nanoTime() - joining).minus(WARM_UP).toMillis() / 1_000.0,
                later.get(),
                broken.get());
        var before = server.usage(0);
        server.postgres().forgetStatements();
        seen.set(JoinedPair.Seen.nothing());
        steps.set(nothing());
        sleep(MEASURED);
        var found = seen.get();
        var took = steps.get();
        var usage = server.usage(found.count()).since(before);
        report(found, took, usage);
        server.postgres().statements(10).forEach(System.out::println);
        hangUp();
    }

    private void report(JoinedPair.Seen found, JoinedCall.Steps took, Usage usage) {
        System.out.printf(
                "%d joined pairs, %.0f turns a second, load average %s%n"
                        + "  press to the next words  %s   (%d)%n"
                        + "    of it until fetched   %s%n"
                        + "    until let go          %s%n"
                        + "    next visit to words   %s%n"
                        + "  key to the page         %s   (%d)%n"
                        + "  not answered within 10 s or refused: %d; calls broken: %d%n"
                        + "  %s%n",
                joined.get(),
                found.count() / (double) MEASURED.toSeconds(),
                loadAverage(),
                found.spoken(),
                found.spoken().count(),
                found.fetched(),
                took.left(),
                took.spoken(),
                found.shown(),
                found.shown().count(),
                found.unanswered().get(),
                broken.get(),
                usage);
    }

    private static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException unknown) {
            return "?";
        }
    }

    private void hangUp() {
        synchronized (calls) {
            calls.forEach(JoinedCall::hangUp);
        }
        threads.close();
    }

    /** Calls, asks for the page, opens it, and goes on on both. */
    private void join(int number) {
        var asked = new AtomicReference<LongConsumer>(_ -> {});
        var caller = Customers.number(number);
        var call =
                new JoinedCall(
                        server.agiPort(),
                        new PlayedChannel(
                                server.agiPort(), LoadedServer.TOKEN, caller, LoadedServer.DIALLED),
                        at -> asked.get().accept(at),
                        steps::get);
        asterisk.has(call);
        synchronized (calls) {
            calls.add(call);
        }
        threads.execute(() -> serve(call));
        call.press(PAGE_KEY);
        try {
            var text = centre.await(caller, 0, words -> words.contains("/c#"), SOON);
            var address = "10.1." + number / 200 + "." + number % 200;
            var socket = sockets.webSocket();
            var pair = new JoinedPair(vertx, call, socket, BEAT, seen::get);
            asked.set(pair::isAsked);
            pair.begin();
            socket.connect(live(address, cookie(address, text.substring(text.indexOf('#') + 1))))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                    .join();
            joined.incrementAndGet();
        } catch (IOException | InterruptedException | RuntimeException failure) {
            broke(failure);
        }
    }

    private void serve(JoinedCall call) {
        try {
            call.run();
        } catch (IOException | InterruptedException failure) {
            broke(failure);
        }
    }

    private void broke(Exception failure) {
        if (broken.getAndIncrement() == 0) {
            System.err.println("a pair broke: " + failure);
        }
    }

    private String origin() {
        return "http://127.0.0.1:" + server.httpPort();
    }

    private String cookie(String address, String token) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(origin() + "/c/open"))
                        .header("Origin", origin())
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", address)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"token\": \"" + token.strip() + "\"}"))
                        .build();
        var answer = http.send(request, BodyHandlers.ofString());
        for (var again = 0; again < MOST_TRIES && answer.statusCode() == UNAVAILABLE; again++) {
            later.incrementAndGet();
            sleep(Duration.ofSeconds(2));
            answer = http.send(request, BodyHandlers.ofString());
        }
        return opened(answer);
    }

    private static String opened(HttpResponse<String> answer) throws IOException {
        return answer.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IOException("not opened: " + answer.body()))
                .split(";", 2)[0];
    }

    private WebSocketConnectOptions live(String address, String cookie) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.httpPort())
                .setURI("/c/live")
                .addHeader("Origin", origin())
                .addHeader("Cookie", cookie)
                .addHeader("X-Forwarded-For", address);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
