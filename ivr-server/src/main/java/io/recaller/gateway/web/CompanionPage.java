package io.recaller.gateway.web;

import io.recaller.continuation.Companion;
import io.recaller.continuation.Companion.Opening;
import io.recaller.continuation.HandedFiles;
import io.recaller.continuation.Joined;
import io.recaller.continuation.PageChats;
import io.recaller.continuation.PageSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The companion page's routes: a link is exchanged for a cookie, and a socket shows each turn
 * ({@code docs/companion.md}). What is open is in {@link LivePages}; all that lasts is behind
 * {@link Companion}.
 *
 * <p>Safe for any thread; nothing here blocks the caller.
 */
public final class CompanionPage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CompanionPage.class);

    private static final String COOKIE = "recaller_page";

    /** A browser takes it over HTTPS from this very host only (RFC 6265bis, 4.1.3.2). */
    private static final String COOKIE_OF_HOST = "__Host-" + COOKIE;

    /** As long as a call may last, and the talk after it. */
    private static final Duration LASTS = Duration.ofHours(12);

    /** Whoever opens a link or presses something waits for so long, before it is refused. */
    private static final Duration WAITS_FOR = Duration.ofSeconds(5);

    /** Beside what people do, who wait for that; the next look shows what this one could not. */
    private static final int LOOKS_AT_ONCE = 3;

    private static final int LONGEST_BODY = 1024;
    private static final Duration TICK = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Companion companion;
    private final Optional<PageChats> chats;
    private final ClientAddress clients;
    private final Optional<String> call;
    private final boolean secure;
    private final InstantSource clock;
    private final Addresses addresses;
    private final Blocking blocking;
    private final Blocking looking;
    private final LivePages pages;
    private final PageUploads uploads;
    private final long timer;

    /**
     * @param chats where pages go on after their calls; empty: nowhere
     * @param files what is handed in on pages
     * @param storing where files are written and read; not closed here
     * @param call the number to call us at, as it is shown
     * @param secure whether browsers come over HTTPS, whatever comes here
     */
    public CompanionPage(
            Vertx vertx,
            Companion companion,
            Optional<PageChats> chats,
            HandedFiles files,
            Blocking storing,
            ClientAddress clients,
            ChatLimits limits,
            Optional<String> call,
            boolean secure,
            InstantSource clock) {
        this.vertx = vertx;
        this.companion = companion;
        this.chats = chats;
        this.clients = clients;
        this.call = call;
        this.secure = secure;
        this.clock = clock;
        this.addresses = new Addresses(limits);
        this.blocking = new Blocking(vertx, limits.work().atOnce(), WAITS_FOR);
        this.looking = new Blocking(vertx, LOOKS_AT_ONCE, limits.work().patience());
        this.pages =
                new LivePages(companion, chats, addresses, blocking, looking, limits, call, clock);
        this.uploads =
                new PageUploads(
                        vertx,
                        files,
                        blocking,
                        storing,
                        CompanionPage::isForeign,
                        http -> addresses.mayAct(address(http), clock.instant()),
                        this::cookie,
                        limits.files(),
                        call);
        this.timer = vertx.setPeriodic(TICK.toMillis(), _ -> tick());
    }

    /** Adds its routes. */
    public void mount(Router router) {
        router.post("/c/open")
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .handler(this::open);
        router.get("/c/live").handler(this::live);
        uploads.mount(router);
    }

    /**
     * A dialogue has gone on, by whichever server.
     *
     * @param contact empty: any may have
     */
    public void look(Optional<UUID> contact) {
        pages.look(contact);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        pages.close();
        blocking.close();
        looking.close();
    }

    private void tick() {
        var now = clock.instant();
        pages.tick(now);
        addresses.forgetIdle(now);
    }

    static boolean isForeign(RoutingContext http) {
        var origin = http.request().getHeader("Origin");
        return origin == null || !WebChat.isOurs(origin, http.request().authority());
    }

    private String address(RoutingContext http) {
        return clients.of(
                http.request().remoteAddress().hostAddress(),
                http.request().headers().getAll("X-Forwarded-For"));
    }

    private void open(RoutingContext http) {
        if (isForeign(http)) {
            PageProblem.FOREIGN_ORIGIN.answer(http, call);
            return;
        }
        if (!addresses.mayAct(address(http), clock.instant())) {
            PageProblem.TOO_MANY.answer(http, call);
            return;
        }
        var token = token(http);
        if (token.isEmpty()) {
            PageProblem.BAD_REQUEST.answer(http, call);
            return;
        }
        blocking.call(() -> companion.open(token.get()))
                .onSuccess(opening -> opened(http, opening))
                .onFailure(failure -> {
                    log.atWarn().addKeyValue("error", failure.toString()).log("no page is opened");
                    PageProblem.UNAVAILABLE.answer(http, call);
                });
    }

    private static Optional<PageSecret> token(RoutingContext http) {
        try {
            var json = http.body().asJsonObject();
            return json == null ? Optional.empty() : PageSecret.of(ChatCommand.text(json, "token"));
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private void opened(RoutingContext http, Opening opening) {
        switch (opening) {
            case Opening.Opened(var secret) ->
                    http.response()
                            .addCookie(cookie(http, secret))
                            .putHeader("Cache-Control", "no-store")
                            .setStatusCode(204)
                            .end();
            case Opening.Used() -> PageProblem.LINK_USED.answer(http, call);
            case Opening.Expired() -> PageProblem.LINK_EXPIRED.answer(http, call);
            case Opening.Unknown() -> PageProblem.NO_SUCH_LINK.answer(http, call);
        }
    }

    private boolean isSecure(RoutingContext http) {
        return secure || http.request().isSSL();
    }

    private Cookie cookie(RoutingContext http, PageSecret secret) {
        return Cookie.cookie(isSecure(http) ? COOKIE_OF_HOST : COOKIE, secret.value())
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(isSecure(http))
                .setMaxAge(LASTS.toSeconds());
    }

    private Optional<PageSecret> cookie(RoutingContext http) {
        var name = isSecure(http) ? COOKIE_OF_HOST : COOKIE;
        return Optional.ofNullable(http.request().getCookie(name))
                .flatMap(cookie -> PageSecret.of(cookie.getValue()));
    }

    private void live(RoutingContext http) {
        if (isForeign(http)) {
            PageProblem.FOREIGN_ORIGIN.answer(http, call);
            return;
        }
        if (!"websocket".equalsIgnoreCase(http.request().getHeader("Upgrade"))) {
            PageProblem.BAD_REQUEST.answer(http, call);
            return;
        }
        var address = address(http);
        if (addresses.isFull()) {
            PageProblem.UNAVAILABLE.answer(http, call);
            return;
        }
        if (!addresses.mayAct(address, clock.instant())
                || !addresses.enter(address, clock.instant())) {
            PageProblem.TOO_MANY.answer(http, call);
            return;
        }
        var cookie = cookie(http);
        http.request()
                .toWebSocket()
                .onSuccess(socket -> joined(socket, address, cookie))
                .onFailure(_ -> addresses.leave(address));
    }

    private void joined(ServerWebSocket webSocket, String address, Optional<PageSecret> cookie) {
        webSocket.pause();
        Future<Optional<Joined>> page =
                cookie.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : blocking.call(() -> companion.take(cookie.get()));
        page.onSuccess(found ->
                        found.ifPresentOrElse(
                                joined ->
                                        pages.serve(
                                                webSocket, address, joined, cookie.orElseThrow()),
                                () -> tellChat(webSocket, address, cookie)))
                .onFailure(_ -> refuse(webSocket, address, PageSocket.LATER));
    }

    /** Whoever missed it is told once more where the page goes on. */
    private void tellChat(ServerWebSocket webSocket, String address, Optional<PageSecret> cookie) {
        var gateway = chats.map(PageChats::gateway);
        Future<Boolean> wentOn =
                cookie.isEmpty() || gateway.isEmpty()
                        ? Future.succeededFuture(false)
                        : blocking.call(() -> companion.wentOn(cookie.get()));
        wentOn.onSuccess(
                        isChat -> {
                            if (isChat && !webSocket.isClosed()) {
                                webSocket.writeTextMessage(
                                        PageMessage.chat(
                                                gateway.orElseThrow(),
                                                VisitorKey.of(cookie.orElseThrow())));
                            }
                            refuse(
                                    webSocket,
                                    address,
                                    isChat ? PageSocket.OVER : PageSocket.NO_SESSION);
                        })
                .onFailure(_ -> refuse(webSocket, address, PageSocket.LATER));
    }

    private void refuse(ServerWebSocket webSocket, String address, short code) {
        addresses.leave(address);
        webSocket.resume();
        if (!webSocket.isClosed()) {
            webSocket.close(code);
        }
    }
}
