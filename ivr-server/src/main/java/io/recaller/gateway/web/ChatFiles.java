package io.recaller.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recaller.speech.Language;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The script that sites embed, and a page of ours to try it on; bundled by the build and held in
 * memory.
 */
final class ChatFiles {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data: blob:; connect-src"
                    + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    private final NavigableMap<String, WebGateway> gateways;
    private final Buffer widget = Buffer.buffer(read("widget.js"));
    private final Buffer packed = Buffer.buffer(gzip(widget.getBytes()));
    private final String tag = "\"" + hash(widget.getBytes()) + "\"";
    private final String demo = new String(read("demo.html"), UTF_8);
    private final Buffer style = Buffer.buffer(read("demo.css"));

    /**
     * Reads the files.
     *
     * @throws IllegalStateException when the build left them out ({@code -Ddesk.skip})
     */
    ChatFiles(NavigableMap<String, WebGateway> gateways) {
        this.gateways = gateways;
    }

    void mount(Router router) {
        router.get("/chat/widget.js").handler(this::widget);
        router.get("/chat/demo").handler(this::demo);
        router.get("/chat/demo.css")
                .handler(http ->
                        safe(http).response().putHeader("Content-Type", "text/css").end(style));
    }

    /** Any site may load it; which ones may talk is decided at the socket. */
    private void widget(RoutingContext http) {
        var response =
                safe(http)
                        .response()
                        .putHeader("Content-Type", "text/javascript; charset=utf-8")
                        .putHeader("Cache-Control", "public, max-age=600")
                        .putHeader("Access-Control-Allow-Origin", "*")
                        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                        .putHeader("Vary", "Accept-Encoding")
                        .putHeader("ETag", tag);
        if (tag.equals(http.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else if (takesGzip(http)) {
            response.putHeader("Content-Encoding", "gzip").end(packed);
        } else {
            response.end(widget);
        }
    }

    private static boolean takesGzip(RoutingContext http) {
        var accepted = http.request().getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** With the chat that is asked for, else the first. */
    private void demo(RoutingContext http) {
        var wanted = Optional.ofNullable(http.request().getParam("gateway"));
        var gateway = wanted.orElseGet(gateways::firstKey);
        if (!gateways.containsKey(gateway)) {
            ChatProblem.NO_SUCH_CHAT.answer(http);
            return;
        }
        var language =
                Optional.ofNullable(http.request().getParam("language"))
                        .flatMap(Language::of)
                        .map(Language::tag)
                        .orElse("en");
        safe(http)
                .response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store")
                .end(demo.replace("{gateway}", gateway).replace("{language}", language));
    }

    private static RoutingContext safe(RoutingContext http) {
        http.response().putHeader("X-Content-Type-Options", "nosniff");
        return http;
    }

    private static byte[] read(String file) {
        try (var in = ChatFiles.class.getResourceAsStream("/chat/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the chat is not in this build (chat/"
                                + file
                                + "): build without -Ddesk.skip");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read chat/" + file, e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("cannot write to memory", impossible);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
