package io.recaller.lab.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The made-up company's fault system, which the flow asks over HTTP. */
final class FaultDesk implements AutoCloseable {
    private final HttpServer server;

    FaultDesk() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/outage",
                exchange -> {
                    var answer = "{\"outage\": \"no\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    try (var body = exchange.getResponseBody()) {
                        body.write(answer);
                    }
                });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/outage";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
