package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.api.Management;
import io.recaller.http.BrokenBody;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What comes in at the HTTP ports and is no proper request. */
class WebDoorsTest {
    private final Vertx vertx = Vertx.vertx();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void listen() throws Exception {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        server =
                vertx.createHttpServer(WebDoors.options())
                        .requestHandler(
                                WebDoors.hosted(
                                        new Management(meters, "s", "m", Map.of()).router(vertx)))
                        .listen(0, "127.0.0.1")
                        .await(20, TimeUnit.SECONDS);
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void close() throws Exception {
        root.detachAppender(logged);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void aRequestWithoutHostIsRefusedWithTheRemedyUnlessItIsHttpOneDotZero() throws IOException {
        assertThat(answer("GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("Send one header Host");
        assertThat(answer("GET /health/live HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 5");
        assertThat(answer("GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
        assertThat(answer("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** RFC 9112, 3.2: routers and proxies may each take another one of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Host: a\r\nHost: b", "Host: a\r\nHost: a", "Host: a b/c@d", "Host: \u00ff"})
    void aRequestWithoutOneHostThatIsOneIsRefusedWithTheRemedy(String host) throws IOException {
        assertThat(answer("GET /health/live HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("Send one header Host");
    }

    /** What scanners send all day. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz",
                "GET /health/%",
                "GET /%c",
                "GET /%u002e",
                "GET /..%%35%63..%%35%63etc",
                "GET ?",
                "GET a",
                "CONNECT a:443",
                "OPTIONS *"
            })
    void aTargetThatIsNoneIsRefusedAndNobodyIsWoken(String wanted) throws IOException {
        assertThat(answer(wanted + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("bad-target");
        assertThat(logged.list)
                .noneSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/health/l%69ve",
                "/health/live?a=%zz",
                "http://a/health/live"
            })
    void aTargetThatIsOneIsTaken(String target) throws IOException {
        assertThat(answer("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** Before a byte of the body is there: it never comes. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/contacts", "/desk/session", "/c/open", "/meta/wa", "/health"})
    void aPackedBodyIsRefusedUnreadAtEveryDoor(String path) throws IOException {
        var answer =
                answer(
                        "POST "
                                + path
                                + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Content-Encoding: gzip\r\nContent-Length: 70000\r\n"
                                + "Connection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 415")
                .containsIgnoringCase("accept-encoding: identity")
                .contains("unsupported-media-type", "Send it uncompressed");
    }

    /** As the desk's sign-in and pages beside calls read theirs. */
    @Test
    void aBodyThatBreaksOffIsItsSendersDoingAndNobodyIsWoken() throws Exception {
        var router = Router.router(vertx);
        router.post("/desk/session").handler(BodyHandler.create(false)).handler(http -> http.end());
        router.get("/bug")
                .handler(http -> {
                    throw new IllegalStateException("a bug");
                });
        router.route().failureHandler(BrokenBody::answer);
        server =
                vertx.createHttpServer(WebDoors.options())
                        .requestHandler(WebDoors.hosted(router))
                        .listen(0, "127.0.0.1")
                        .await(20, TimeUnit.SECONDS);
        var post = "POST /desk/session HTTP/1.1\r\nHost: a\r\n";
        var chunked = post + "Transfer-Encoding: chunked\r\n\r\n";

        assertThat(answer(chunked + "zz\r\nab"))
                .startsWith("HTTP/1.1 400")
                .contains("did not come whole");
        assertThat(answer(chunked + "FFFFFFFF\r\nab")).startsWith("HTTP/1.1 400");
        answer(post + "Content-Length: 9\r\n\r\nab");
        assertThat(logged.list)
                .noneSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.ERROR));
        assertThat(answer("GET /bug HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 500");
    }

    /** Nobody knows where the next request begins. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "chunked, gzip"})
    void aBodyWithoutAnEndIsRefusedAndTheLineClosed(String coding) throws IOException {
        var answer =
                answer(
                        "POST /api/v1/contacts HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                                + coding
                                + "\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 200");
    }

    @Test
    void whoAsksToGoOnInHttp2IsAnsweredByHttp1() throws IOException {
        assertThat(
                        answer(
                                """
                                GET /health/live HTTP/1.1
                                Host: a
                                Connection: Upgrade, HTTP2-Settings, close
                                Upgrade: h2c
                                HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA

                                """
                                        .replace("\n", "\r\n")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void anApiThatIsLateIsWaitedForUntilTheServerIsStopped() throws Exception {
        var late = Promise.<String>promise();
        var made = new FutureTask<>(() -> WebDoors.whole(late.future()));
        var never = new FutureTask<>(() -> WebDoors.whole(Promise.promise().future()));
        Thread.ofVirtual().start(made);
        var stopped = Thread.ofVirtual().start(never);
        late.complete("made");
        stopped.interrupt();

        assertThat(made.get(20, TimeUnit.SECONDS)).isEqualTo("made");
        assertThatThrownBy(() -> never.get(20, TimeUnit.SECONDS))
                .hasMessageContaining("stopped while the API was made");
        assertThatThrownBy(() -> WebDoors.whole(Future.failedFuture("no such file")))
                .hasMessage("the API cannot be made")
                .hasRootCauseMessage("no such file");
    }

    @Test
    void noiseLeavesNoStackTraceInTheLog() throws IOException {
        answer("");
        answer("\u0016\u0003\u0001\u0000\u0005\u0001\u0000\r\n\r\n");
        answer("agi_network: yes\n\n");
        answer("GET /health/live HT");
        answer("GET " + "/x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        answer("GET /%zz HTTP/1.1\r\nHost: a b:c\r\nConnection: close\r\n\r\n");
        answer("GET /%ff%fe%00%ed%a0%80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        answer("GET http://a? HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        answer("TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(logged.list)
                .allSatisfy(event -> {
                    assertThat(event.getThrowableProxy()).as(event.toString()).isNull();
                    assertThat(event.getLevel()).as(event.toString()).isNotEqualTo(Level.ERROR);
                });
    }

    private String answer(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
