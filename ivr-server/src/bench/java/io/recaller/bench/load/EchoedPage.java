package io.recaller.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.util.function.Supplier;

/** A page's frame, sent to a bare echo now and then. Of its event loop only. */
final class EchoedPage {
    private static final String FRAME =
            "{\"v\":1,\"type\":\"picked\",\"version\":1048577,\"id\":\"two\"}";

    private final Vertx vertx;
    private final ClientWebSocket socket;
    private final int port;
    private final Duration every;
    private final Supplier<Latencies> latencies;
    private long sentAt;

    EchoedPage(
            Vertx vertx,
            WebSocketClient client,
            int port,
            Duration every,
            Supplier<Latencies> latencies) {
        this.vertx = vertx;
        this.socket = client.webSocket();
        this.port = port;
        this.every = every;
        this.latencies = latencies;
    }

    void begin() {
        socket.textMessageHandler(_ -> {
            latencies.get().add(System.nanoTime() - sentAt);
            later();
        });
        socket.connect(port, "127.0.0.1", "/").onSuccess(_ -> later());
    }

    private void later() {
        vertx.setTimer(ChatVisitor.pause(every), _ -> say());
    }

    private void say() {
        sentAt = System.nanoTime();
        socket.writeTextMessage(FRAME);
    }
}
