package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.HttpConnections.Times;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who speaks so slowly that nobody is ever silent. */
@Timeout(60)
class HttpConnectionsTest {
    private static final Times SHORT =
            new Times(
                    Duration.ofMillis(600),
                    Duration.ofMillis(900),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(50));
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\n";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void aHeadThatDripsIsCutOff() throws Exception {
        try (var socket = opened(listening(10, SHORT))) {
            assertThat(dripped(socket, HEAD + "X-Slow: " + "a".repeat(500))).isLessThan(400);
        }
    }

    @Test
    void theNextHeadOnALineThatWasAnsweredIsCutOffToo() throws Exception {
        try (var socket = opened(listening(10, SHORT))) {
            say(socket, HEAD + "\r\n");
            assertThat(read(socket.getInputStream())).contains("200 OK");

            assertThat(dripped(socket, HEAD + "X-Slow: " + "a".repeat(500))).isLessThan(400);
        }
    }

    @Test
    void aShortBodyThatDripsIsCutOff() throws Exception {
        try (var socket = opened(listening(10, SHORT))) {
            say(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n");

            assertThat(dripped(socket, "a".repeat(499))).isLessThan(400);
        }
    }

    /** A worker may be busy with what was asked for longer than heads may take. */
    @Test
    void whoWaitsForAnAnswerIsWaitedForAndServedAgainLater() throws Exception {
        try (var socket = opened(listening(10, SHORT))) {
            say(socket, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(read(socket.getInputStream())).contains("200 OK");

            say(socket, HEAD + "\r\n");
            assertThat(read(socket.getInputStream())).contains("200 OK");
        }
    }

    @Test
    void aWebSocketHasLimitsOfItsOwn() throws Exception {
        try (var socket = opened(listening(10, SHORT))) {
            say(
                    socket,
                    "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key:"
                            + " dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(read(socket.getInputStream())).contains("101 Switching");

            socket.setSoTimeout(10_000);
            assertThat(read(socket.getInputStream())).as("after two seconds").contains("still");
        }
    }

    @Test
    void moreThanAreHeldAreClosedAndThereIsRoomAgainLater() throws Exception {
        var server = vertx.createHttpServer(WebDoors.options());
        var connections = new HttpConnections(vertx, 3, Times.USUAL);
        listen(connections.watch(server, this::answer));
        var held = new ArrayList<Socket>();
        for (var i = 0; i < 3; i++) {
            held.add(opened(server));
        }
        Awaitility.await().until(() -> connections.open() == 3);

        try (var more = opened(server)) {
            assertThat(more.getInputStream().read()).isEqualTo(-1);
        }
        held.getFirst().close();
        Awaitility.await().until(() -> connections.open() == 2);
        try (var again = opened(server)) {
            say(again, HEAD + "\r\n");
            assertThat(read(again.getInputStream())).contains("200 OK");
        }
        for (var socket : held) {
            socket.close();
        }
    }

    private void answer(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/slow" -> vertx.setTimer(2_000, _ -> request.response().end("late"));
            case "/socket" ->
                    request.toWebSocket()
                            .onSuccess(socket ->
                                    vertx.setTimer(2_000, _ -> socket.writeTextMessage("still")));
            default -> request.endHandler(_ -> request.response().end("well"));
        }
    }

    private HttpServer listening(int most, Times times) throws Exception {
        var server = vertx.createHttpServer(WebDoors.options());
        return listen(new HttpConnections(vertx, most, times).watch(server, this::answer));
    }

    private static HttpServer listen(HttpServer server) throws Exception {
        return server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
    }

    private static Socket opened(HttpServer server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(InputStream from) throws IOException {
        var bytes = new byte[2_000];
        return new String(bytes, 0, Math.max(0, from.read(bytes)), StandardCharsets.US_ASCII);
    }

    /** A letter each 10 ms; how many could be said. */
    private static int dripped(Socket socket, String text) throws Exception {
        socket.setSoTimeout(10);
        for (var said = 0; said < text.length(); said++) {
            try {
                say(socket, text.substring(said, said + 1));
                if (socket.getInputStream().read() < 0) {
                    return said;
                }
            } catch (SocketTimeoutException nothingYet) {
                // it goes on
            } catch (SocketException cut) {
                return said;
            }
        }
        return text.length();
    }
}
