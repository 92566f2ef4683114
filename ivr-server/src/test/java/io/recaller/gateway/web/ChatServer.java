package io.recaller.gateway.web;

import io.recaller.continuation.LinkPlace;
import io.recaller.customer.handle.Handles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A chat on a free port of the loopback. */
final class ChatServer implements AutoCloseable {
    /** By which the site signs. */
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    static final String SHOP = "https://shop.example";

    private final Vertx vertx = Vertx.vertx();
    private final Blocking storing = Blocking.ofFiles(vertx);
    private final WebChat chat;
    private final HttpServer http;

    ChatServer(ChatThreads threads, InstantSource clock, ChatLimits limits, List<String> origins) {
        chat =
                new WebChat(
                        vertx,
                        List.of(
                                new WebGateway(
                                        "site",
                                        origins(origins),
                                        Optional.of(
                                                new SiteTokens("site", SECRET, new Handles("KZ"))),
                                        List.of(
                                                new LinkPlace(
                                                        "bot",
                                                        LinkPlace.Messenger.TELEGRAM,
                                                        "shop_bot"))),
                                new WebGateway("shop-2", Set.of(), Optional.empty(), List.of())),
                        threads,
                        storing,
                        (peer, forwarded) -> forwarded.isEmpty() ? peer : forwarded.getFirst(),
                        limits,
                        clock);
        var router = Router.router(vertx);
        chat.mount(router);
        var options =
                new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setMaxWebSocketFrameSize(65_536)
                        .setMaxWebSocketMessageSize(65_536);
        http = await(vertx.createHttpServer(options).requestHandler(router).listen(0, "127.0.0.1"));
    }

    private static Set<SiteOrigin> origins(List<String> texts) {
        return Set.copyOf(texts.stream().map(text -> SiteOrigin.of(text).orElseThrow()).toList());
    }

    WebChat chat() {
        return chat;
    }

    /** Where its files are written and read. */
    Blocking storing() {
        return storing;
    }

    String origin() {
        return "http://127.0.0.1:" + http.actualPort();
    }

    @Override
    public void close() {
        chat.close();
        storing.close();
        await(http.close());
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
