package io.recaller.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A router on a free loopback port, and a client that talks to it. */
final class Served implements AutoCloseable {
    static final String KEY = "9d1f0c6c5b0e4a53b1b6a6d1a4c2f7e0";

    private final Vertx vertx;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Served(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    static Served api(Api api) {
        var vertx = Vertx.vertx();
        try {
            var root = Router.router(vertx);
            var routes = api.router(vertx, Contract.load(vertx).await(20, TimeUnit.SECONDS));
            root.route("/*").subRouter(routes);
            root.get("/desk").handler(context -> context.end("the desk"));
            return of(vertx, root);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static Served of(Vertx vertx, Router router) {
        try {
            var server =
                    vertx.createHttpServer()
                            .requestHandler(router)
                            .listen(0, "127.0.0.1")
                            .await(20, TimeUnit.SECONDS);
            return new Served(vertx, server);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where others reach it: scheme, host and port. */
    String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** A bare connection, for what no client sends; reading gives up after 20 seconds. */
    Socket socket() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    Reply put(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    Reply patch(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(json)));
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + KEY);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request whose path no URI class would let through; the whole answer. */
    String sendRaw(String path) {
        var lines =
                java.util.List.of(
                        "GET " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + KEY,
                        "Connection: close",
                        "",
                        "");
        var loopback = java.net.InetAddress.getLoopbackAddress();
        try (var socket = new java.net.Socket(loopback, server.actualPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            String.join("\r\n", lines)
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return new String(
                    socket.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            vertx.close().await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    record Reply(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        String text() {
            return http.body();
        }

        JsonObject json() {
            return new JsonObject(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** The last part of the problem's type; empty when it is no problem. */
        String problem() {
            return header("Content-Type").equals(Problem.MEDIA_TYPE)
                    ? json().getString("type").replace("urn:recaller:problem:", "")
                    : "";
        }
    }
}
