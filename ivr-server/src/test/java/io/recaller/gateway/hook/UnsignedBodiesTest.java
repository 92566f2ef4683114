package io.recaller.gateway.hook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 100 bytes at most of one, 300 of all, 100 of a client and two of its bodies, within 1.5 s. */
class UnsignedBodiesTest {
    private static final Vertx vertx = Vertx.vertx();
    private static final UnsignedBodies bodies =
            new UnsignedBodies(100, 300, 2, Duration.ofMillis(1500));
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        var router = Router.router(vertx);
        router.post().handler(UnsignedBodiesTest::hear);
        port =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS)
                        .actualPort();
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static void hear(RoutingContext context) {
        var client = context.normalizedPath();
        bodies.read(
                        context,
                        client,
                        why ->
                                context.response()
                                        .end(why.name())
                                        .onComplete(_ -> context.request().connection().close()))
                .onSuccess(body -> {
                    bodies.done(client, body);
                    context.response().end("READ " + body.length());
                });
    }

    @Test
    void whoeverIsSlowIsCutOffAndKeepsOthersOutNoLonger() throws IOException {
        try (var one = posts("/a", 100, 90);
                var two = posts("/b", 100, 90);
                var three = posts("/c", 100, 90)) {
            await().until(() -> bodies.inFlight() == 270);
            var meanwhile = answer(posts("/d", 100, 100));
            var cutOff = List.of(answer(one), answer(two), answer(three));
            var afterwards = answer(posts("/d", 100, 100));

            assertThat(meanwhile).endsWith("TOO_MUCH");
            assertThat(cutOff).allMatch(each -> each.endsWith("TOO_SLOW"));
            assertThat(afterwards).endsWith("READ 100");
        }
        await().until(() -> bodies.clients() == 0);
    }

    @Test
    void oneClientKeepsOutNobodyElse() throws IOException {
        try (var one = posts("/a", 100, 60);
                var two = posts("/a", 100, 10)) {
            await().until(() -> bodies.inFlight() == 70);
            var third = answer(posts("/a", 100, 1));
            var other = answer(posts("/b", 100, 100));

            assertThat(third).endsWith("TOO_MUCH");
            assertThat(other).endsWith("READ 100");
            assertThat(answer(one)).endsWith("TOO_SLOW");
            assertThat(answer(two)).endsWith("TOO_SLOW");
        }
        assertThat(answer(posts("/a", 100, 100))).endsWith("READ 100");
    }

    @Test
    void oneThatIsTooLongIsRefusedAndLeavesNothingBehind() throws IOException {
        assertThat(answer(posts("/a", 101, 101))).endsWith("TOO_LONG");
        assertThat(answer(posts("/a", 100, 100))).endsWith("READ 100");
    }

    /** A request that is told to be so long, and so much of it. */
    private static Socket posts(String path, int length, int sent) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        var head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: "
                        + length
                        + "\r\n\r\n";
        socket.getOutputStream().write((head + "x".repeat(sent)).getBytes(US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
