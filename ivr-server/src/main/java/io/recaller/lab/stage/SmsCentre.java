package io.recaller.lab.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The made-up provider of short messages, and the telephones behind it: it takes what the server
 * sends as Kannel does, and hands over what people write.
 */
public final class SmsCentre implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final List<Text> delivered = new ArrayList<>();

    private record Text(String to, String words) {}

    public SmsCentre() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/sendsms", this::take);
        server.start();
    }

    /** Where the server sends. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/sendsms";
    }

    private void take(HttpExchange exchange) throws IOException {
        var fields = fields(exchange.getRequestURI().getRawQuery());
        deliver(new Text(fields.getOrDefault("to", ""), fields.getOrDefault("text", "")));
        var answer = "0: Accepted for delivery".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(202, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private static Map<String, String> fields(String query) {
        return Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private synchronized void deliver(Text text) {
        delivered.add(text);
        notifyAll();
    }

    /**
     * Somebody writes.
     *
     * @param door where the server takes messages, its token included
     */
    public void write(String door, String from, String words)
            throws IOException, InterruptedException {
        var query =
                "?from=" + encoded(from) + "&text=" + encoded(words) + "&id=" + UUID.randomUUID();
        var request = HttpRequest.newBuilder(URI.create(door + query)).GET().build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the server refused a short message: " + response.body());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** How many came to a number so far. */
    public synchronized int count(String to) {
        return (int) delivered.stream().filter(text -> text.to().equals(to)).count();
    }

    /** Waits for a message to a number that fits, among those after the first {@code after}. */
    public synchronized String await(String to, int after, Predicate<String> fits, Duration within)
            throws InterruptedException {
        var until = System.nanoTime() + within.toNanos();
        while (true) {
            var found =
                    delivered.stream()
                            .filter(text -> text.to().equals(to))
                            .skip(after)
                            .map(Text::words)
                            .filter(fits)
                            .findFirst();
            var left = (until - System.nanoTime()) / 1_000_000;
            if (found.isPresent()) {
                return found.get();
            }
            if (left <= 0) {
                throw new IllegalStateException("no such message within " + within);
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
