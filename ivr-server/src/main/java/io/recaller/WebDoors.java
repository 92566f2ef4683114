package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.api.Contract;
import io.recaller.api.Management;
import io.recaller.desk.Desk;
import io.recaller.gateway.page.PageFiles;
import io.recaller.http.BodyCoding;
import io.recaller.http.BrokenBody;
import io.recaller.settings.Settings;
import io.recaller.settings.UnlistenedPort;
import io.recaller.settings.file.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP ports: desk and API on one, health and metrics on another. */
final class WebDoors implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    /** The desk's sockets are asked for a sign of life more often than that. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(75);

    private static final Pattern UNDECODABLE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final BodyCoding.Refusal NO_HOST =
            new BodyCoding.Refusal(
                    400,
                    "no-host",
                    "HTTP/1.1 wants one header Host that is a name",
                    "Send one header Host: NAME with the request.",
                    false);

    private static final BodyCoding.Refusal BAD_TARGET =
            new BodyCoding.Refusal(
                    400,
                    "bad-target",
                    "The address is none",
                    "Ask for a path that begins with /, in which each % is followed by two"
                            + " hexadecimal digits.",
                    false);

    private static final BodyCoding.Refusal TOO_EARLY =
            new BodyCoding.Refusal(
                    503,
                    "starting",
                    "The server is starting",
                    "Send the request again in a second.",
                    false);

    private final Vertx vertx;
    private final Settings.Web settings;
    private Optional<HttpServer> front = Optional.empty();
    private volatile Handler<HttpServerRequest> behind = WebDoors::tooEarly;

    WebDoors(Vertx vertx, Settings.Web settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Takes the port of desk and API: whoever comes before {@link #open} is told to come again. */
    void takeFront() {
        front =
                Optional.of(
                        listen(
                                request -> behind.handle(request),
                                settings.host(),
                                settings.port(),
                                "http.port"));
    }

    /**
     * Desk, chat, pages beside calls, what others call, and API. To make it takes as long as ten
     * calls.
     */
    Handler<HttpServerRequest> furnished(Front front, Contract contract) {
        var router = Router.router(vertx);
        router.get("/").handler(context -> context.redirect("/desk"));
        front.desk().mount(router);
        front.chat().mount(router);
        front.companion()
                .ifPresent(page -> {
                    new PageFiles().mount(router);
                    page.mount(router);
                    front.pins().ifPresent(each -> each.mount(router));
                });
        front.hooks().forEach(each -> each.mount(router));
        front.entries().mount(router);
        router.route("/*").subRouter(front.api().router(vertx, contract));
        router.route().failureHandler(BrokenBody::answer);
        return hosted(router);
    }

    /** Answers from now on. */
    void open(Handler<HttpServerRequest> furnished) {
        behind = furnished;
    }

    /** Desk and API answer no more; health does until {@link #close}. */
    void closeFront() {
        front.ifPresent(server -> await(server.close()));
    }

    /**
     * Health and metrics. Opened before anything is waited for: whoever restarts what does not live
     * must see that a server that waits does.
     *
     * @param server how this server signs
     * @param ports what it listens on, by setting
     */
    Management openManagement(
            PrometheusMeterRegistry meters,
            String server,
            String mark,
            Map<String, Integer> ports) {
        var management = new Management(meters, server, mark, ports);
        listen(
                hosted(management.router(vertx)),
                settings.managementHost(),
                settings.managementPort(),
                "management.port");
        return management;
    }

    private HttpServer listen(
            Handler<HttpServerRequest> requests, String host, int port, String key) {
        var options = options().setHost(host).setPort(port);
        try {
            var server = vertx.createHttpServer(options);
            return await(new HttpConnections(vertx).watch(server, requests).listen());
        } catch (Exception failure) { // the library throws a BindException undeclared
            throw new SettingsException(List.of(UnlistenedPort.words(key, host, port, failure)));
        }
    }

    /**
     * HTTP/1.1 alone: Java's own client (25) asks to go on in HTTP/2 with its first request, and
     * waits for ever for what of the answer comes with that. Proxies come by HTTP/1.1 as well.
     */
    static HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) SILENT_AFTER.toSeconds())
                .setMaxWebSocketFrameSize(Desk.LONGEST_MESSAGE)
                .setMaxWebSocketMessageSize(Desk.LONGEST_MESSAGE);
    }

    /**
     * HTTP/1.1 wants one Host (RFC 9112, 3.2), and routers count on a path that can be decoded: for
     * any other they write an error to the log, and scanners send them all day. A probe in HTTP/1.0
     * may be without a Host.
     */
    static Handler<HttpServerRequest> hosted(Router router) {
        return request ->
                refusal(request)
                        .ifPresentOrElse(why -> refuse(request, why), () -> router.handle(request));
    }

    private static Optional<BodyCoding.Refusal> refusal(HttpServerRequest request) {
        if (!hasHost(request)) {
            return Optional.of(NO_HOST);
        }
        return isPath(request.path())
                ? BodyCoding.refusal(request.headers())
                : Optional.of(BAD_TARGET);
    }

    private static boolean hasHost(HttpServerRequest request) {
        var hosts = request.headers().getAll(HttpHeaders.HOST).size();
        return request.version() == HttpVersion.HTTP_1_0
                ? hosts <= 1
                : hosts == 1 && request.authority() != null;
    }

    private static boolean isPath(@Nullable String path) {
        return path != null && path.startsWith("/") && !UNDECODABLE.matcher(path).find();
    }

    private static void tooEarly(HttpServerRequest request) {
        request.response().putHeader("Retry-After", "1");
        refuse(request, TOO_EARLY);
    }

    private static void refuse(HttpServerRequest request, BodyCoding.Refusal why) {
        var response =
                request.response()
                        .setStatusCode(why.status())
                        .putHeader("Content-Type", "application/problem+json");
        if (why.status() == 415) {
            response.putHeader("Accept-Encoding", "identity"); // RFC 9110, 15.5.16
        }
        if (why.isLost()) {
            response.putHeader("Connection", "close");
        }
        response.end(
                        new JsonObject()
                                .put("type", "urn:recaller:problem:" + why.slug())
                                .put("title", why.title())
                                .put("status", why.status())
                                .put("detail", why.detail())
                                .encode())
                .onComplete(_ -> {
                    if (why.isLost()) {
                        request.connection().close();
                    }
                });
    }

    /** What the API promises, from its description, which takes a while to read. */
    Contract contract() {
        return whole(Contract.load(vertx));
    }

    /** However long it takes: calls are served meanwhile, and would end with the start. */
    static <T> T whole(Future<T> coming) {
        try {
            return coming.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the API was made", stopped);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the API cannot be made", e.getCause());
        }
    }

    private static <T> T await(Future<T> coming) {
        try {
            return coming.await(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not ready within " + WITHIN, e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
