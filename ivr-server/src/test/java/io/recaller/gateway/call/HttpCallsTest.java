package io.recaller.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpCallsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final HttpCalls calls = new HttpCalls();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch leftAlone = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole", exchange -> send(exchange, 5));
        server.createContext("/half", this::half);
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void aWholeAnswerIsGiven() throws Exception {
        var answer = calls.answer(to("/whole"), 5, LONG);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("hello");
    }

    @Test
    void aSideThatIsSilentInTheMiddleOfItsBodyIsNotWaitedForAndIsLeft() throws Exception {
        assertThatThrownBy(() -> calls.answer(to("/half"), 1_000_000, Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(leftAlone.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    }

    @Test
    void whatIsTooLongOrCannotBeReachedIsNoAnswer() {
        assertThatThrownBy(() -> calls.answer(to("/whole"), 4, LONG))
                .isInstanceOf(TooLongException.class);

        server.stop(0);
        assertThatThrownBy(() -> calls.answer(to("/whole"), 5, LONG))
                .isInstanceOf(IOException.class);
    }

    private HttpRequest to(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .build();
    }

    private static void send(HttpExchange exchange, int told) throws IOException {
        exchange.sendResponseHeaders(200, told);
        exchange.getResponseBody().write("hello".getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    /** Its headers and half of its body at once, then a byte now and then that nobody waits for. */
    private void half(HttpExchange exchange) throws IOException {
        send(exchange, 1_000_000_000);
        try {
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(new byte[1000]);
                exchange.getResponseBody().flush();
            }
        } catch (IOException _) {
            leftAlone.countDown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
