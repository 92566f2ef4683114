package io.recaller.conversation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recaller.conversation.lookup.HttpLookUps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Another company's system over real HTTP, answering what it is told to. */
public final class OutsideSystem implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> upgrades = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String body = "{\"outage\": \"no\"}";
    private volatile boolean hangs;

    public OutsideSystem() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What was asked. */
    public record Request(
            String method,
            String target,
            String body,
            String idempotencyKey,
            String authorization) {}

    public OutsideSystem answers(int code, String text) {
        status = code;
        body = text;
        return this;
    }

    /** Sends its headers at once, half its body, and then nothing. */
    public OutsideSystem hangsInItsBody() {
        hangs = true;
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** To which other protocols it was asked to change. */
    public List<String> upgrades() {
        return List.copyOf(upgrades);
    }

    public HttpLookUps.Source source() {
        return source(false, Duration.ofSeconds(5), Optional.empty(), Map.of("outage", "/outage"));
    }

    public HttpLookUps.Source source(
            boolean post, Duration timeout, Optional<String> bearer, Map<String, String> results) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/status");
        return new HttpLookUps.Source(url, post, timeout, bearer, results);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = exchange.getRequestBody().readAllBytes();
            requests.add(
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            new String(asked, StandardCharsets.UTF_8),
                            header(exchange, "Idempotency-Key"),
                            header(exchange, "Authorization")));
            upgrades.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of()));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, hangs ? bytes.length + 1000 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            if (hangs) {
                over.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
