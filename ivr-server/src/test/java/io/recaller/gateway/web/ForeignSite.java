package io.recaller.gateway.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Somebody's site with a strict policy, on an origin of its own. */
final class ForeignSite implements AutoCloseable {
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="LANGUAGE">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>A shop</title>
                <link rel="stylesheet" href="/site.css">
                <script src="CHAT/chat/widget.js" data-gateway="site" async></script>
              </head>
              <body>
                <main><h1>A shop</h1><p>Everything for your home.</p><button>Buy</button></main>
              </body>
            </html>
            """;

    /** As unkind to others as sites are. */
    private static final String STYLE =
            """
            * { color: rgb(139, 0, 0) !important; }
            button { display: none; font-size: 40px; }
            main button { display: block; }
            """;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<String> chat = new AtomicReference<>("");
    private final HttpServer http;

    ForeignSite() {
        http =
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            var response = request.response();
                            var path = String.valueOf(request.path());
                            switch (path) {
                                case "/site.css" ->
                                        response.putHeader("Content-Type", "text/css").end(STYLE);
                                case "/en", "/ru", "/kk" ->
                                        response.putHeader(
                                                        "Content-Type", "text/html; charset=utf-8")
                                                .putHeader("Content-Security-Policy", policy())
                                                .end(page(path.substring(1)));
                                default -> response.setStatusCode(204).end();
                            }
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    /** Its pages have that server's chat from now on. */
    void embeds(String origin) {
        chat.set(origin);
    }

    String origin() {
        return "http://localhost:" + http.actualPort();
    }

    /** Nothing but what the page that tells about the chat asks for. */
    private String page(String language) {
        return PAGE.replace("LANGUAGE", language).replace("CHAT", chat.get());
    }

    private String policy() {
        return "default-src 'none'; style-src 'self'; script-src "
                + chat.get()
                + "; connect-src "
                + chat.get()
                + " "
                + chat.get().replace("http", "ws")
                + "; img-src blob:; require-trusted-types-for 'script'; trusted-types lit-html";
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
