package io.recaller.bench.load;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.cli.Main;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.lab.instance.FreePorts;
import io.recaller.message.Peer;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Many people who write in a site's chat at once, to a real server with a real, durable PostgreSQL,
 * beside a bare echo of the same frames; and how many messages a second are taken in, beside bare
 * inserts. Loopback only.
 *
 * <p>Bounded by {@code -Dload.chats} (1,000), {@code -Dload.every} (seconds between two messages of
 * one, 10) and {@code -Dload.seconds} (60).
 */
public final class ChatLoad {
    private static final int CHATS = Integer.getInteger("load.chats", 1000);
    private static final Duration EVERY = Duration.ofSeconds(Integer.getInteger("load.every", 10));
    private static final Duration MEASURED =
            Duration.ofSeconds(Integer.getInteger("load.seconds", 60));
    private static final Duration BETWEEN_ARRIVALS = Duration.ofMillis(20);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration INSERTING = Duration.ofSeconds(10);
    private static final int WRITERS = 16;
    private static final int STATEMENTS = 14;

    private ChatLoad() {}

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chat-load-");
        echo(folder);
        try (var postgres = new MeteredPostgres()) {
            var port = FreePorts.tcp();
            var settings = settings(folder, postgres, port);
            try (var server =
                    Served.start(
                                    folder.resolve("server.log"),
                                    Main.class,
                                    List.of("serve", "--settings", settings.toString()))
                            .whole()) {
                talk(port, postgres, server.process());
            }
            inserts("bare inserts", insert(postgres.database()));
            inserts("messages taken in", take(postgres.database()));
        }
    }

    /** What machine, sockets and this source themselves cost. */
    private static void echo(Path folder) {
        var port = FreePorts.tcp();
        try (var _ =
                Served.start(
                        folder.resolve("echo.log"),
                        EchoSocket.class,
                        List.of(Integer.toString(port)))) {
            var latencies = new AtomicReference<>(new Latencies());
            var vertx = Vertx.vertx();
            var client = client(vertx);
            for (var i = 0; i < CHATS; i++) {
                var socket = socket(client, port, "/", i);
                var sentAt = new AtomicLong();
                socket.textMessageHandler(_ -> {
                    latencies.get().add(System.nanoTime() - sentAt.get());
                    later(vertx, socket, sentAt);
                });
                later(vertx, socket, sentAt);
            }
            measure(latencies);
            report("bare echo", latencies.get());
            close(client, vertx);
        }
    }

    private static void later(Vertx vertx, WebSocket socket, AtomicLong sentAt) {
        vertx.setTimer(
                ChatVisitor.pause(EVERY),
                _ -> {
                    sentAt.set(System.nanoTime());
                    socket.writeTextMessage(
                            "{\"v\":1,\"type\":\"press\",\"client\":\"0b9f2c1e-7d55-4e0a-9d0e-2f6f3a1c9b11\",\"key\":\"v12:3\"}");
                });
    }

    private static void talk(int port, MeteredPostgres postgres, long process) {
        var before = Cpu.of(process);
        var latencies = new AtomicReference<>(new Latencies());
        var vertx = Vertx.vertx();
        var client = client(vertx);
        for (var i = 0; i < CHATS; i++) {
            new ChatVisitor(
                            vertx,
                            socket(client, port, "/chat/site/socket", i),
                            EVERY,
                            latencies::get)
                    .begin();
            sleep(BETWEEN_ARRIVALS);
        }
        sleep(WARM_UP);
        var warm = usage(postgres, process, 0);
        postgres.forgetStatements();
        measure(latencies);
        var used = usage(postgres, process, latencies.get().count()).since(warm);
        report("Recaller's flow in a chat", latencies.get());
        System.out.printf(
                "  %s; the server's %.1f s before%n",
                used, warm.server().minus(before).toMillis() / 1000.0);
        postgres.statements(STATEMENTS).forEach(System.out::println);
        close(client, vertx);
    }

    private static Usage usage(MeteredPostgres postgres, long process, int messages) {
        return Usage.of(process, messages)
                .with(postgres.cpu(), postgres.commits(), postgres.logged());
    }

    private static void measure(AtomicReference<Latencies> latencies) {
        latencies.set(new Latencies());
        sleep(MEASURED);
    }

    private static void report(String what, Latencies latencies) {
        System.out.printf(
                "%s, %d open conversations, %.0f messages a second%n  message to reply %s%n",
                what, CHATS, latencies.count() / (double) MEASURED.toSeconds(), latencies);
    }

    /** Held by whoever uses it: one that is not closes its sockets when it is collected. */
    private static WebSocketClient client(Vertx vertx) {
        return vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(CHATS));
    }

    /** Each from an address of its own, as behind a proxy. */
    private static WebSocket socket(WebSocketClient client, int port, String path, int visitor) {
        var options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI(path)
                        .addHeader("Origin", "http://127.0.0.1:" + port)
                        .addHeader(
                                "X-Forwarded-For", "10.1." + visitor / 200 + "." + visitor % 200);
        return client.connect(options)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Its sockets are not waited for: there are many, and what they do now is not measured. */
    private static void close(WebSocketClient client, Vertx vertx) {
        var _ = client.close().eventually(vertx::close);
    }

    /** A row of the same size in a transaction of its own. */
    private static IntConsumer insert(Database database) {
        database.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "create table bare (seq bigint generated always as identity"
                                        + " primary key, peer text, body text, at timestamptz)"));
        return number ->
                database.runInTransaction(tx ->
                        tx.dsl()
                                .execute(
                                        "insert into bare (peer, body, at) values (?, ?, now())",
                                        "+7701" + number,
                                        "My line is down, message " + number));
    }

    private static IntConsumer take(Database database) {
        var inbox =
                new Inbox(database, _ -> {}, GatewayTraffic.uncounted(), InstantSource.system());
        return number ->
                inbox.take(
                        new Incoming(
                                peer(number % 1000),
                                new Said.Words("My line is down, message " + number),
                                Optional.of("id-" + number),
                                Optional.empty(),
                                Instant.EPOCH));
    }

    private static Peer peer(int number) {
        var tel = "+7701" + (1_000_000 + number);
        return new Peer(
                "sms",
                tel,
                Channel.SMS,
                Optional.of(new Handle(HandleKind.TEL, tel)),
                TrustTier.CLAIMED,
                Optional.empty(),
                Optional.empty());
    }

    private static void inserts(String what, IntConsumer deed) {
        var number = new AtomicInteger();
        var end = System.nanoTime() + INSERTING.toNanos();
        var latencies = new Latencies();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (var i = 0; i < WRITERS; i++) {
                writers.execute(() -> {
                    while (System.nanoTime() < end) {
                        var before = System.nanoTime();
                        deed.accept(number.incrementAndGet());
                        latencies.add(System.nanoTime() - before);
                    }
                });
            }
        }
        System.out.printf(
                "%s by %d threads: %.0f a second%n  each %s%n",
                what, WRITERS, latencies.count() / (double) INSERTING.toSeconds(), latencies);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path settings(Path folder, MeteredPostgres postgres, int port)
            throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("load.yaml"), LoadedServer.FLOW);
        var yaml =
                """
                time-zone: Asia/Almaty
                folder: '%s'
                flows: flows
                database: {folder: '%s', port: %d}
                http: {port: %d, proxies: [127.0.0.1]}
                management: {port: %d}
                menu: {control-share: 0}
                channels: {site: {kind: web, flow: load, language: en}}
                """
                        .formatted(
                                folder.resolve("own"),
                                postgres.folder(),
                                postgres.port(),
                                port,
                                FreePorts.tcp());
        return Files.writeString(folder.resolve("recaller.yaml"), yaml);
    }
}
