package io.recaller.gateway.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * The companion page at {@code /c}, bundled by the build and held in memory. It is the same for
 * everybody, and asking for it changes nothing: whatever looks at a link in a message gets no more
 * than a page with one button. So is the page for a PIN. They run nothing but their own script,
 * load nothing from elsewhere and may not be framed.
 */
public final class PageFiles {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    /**
     * A file as it is sent.
     *
     * @param tag by which a browser knows that it has it already
     * @param kept whether it keeps it
     */
    private record Sent(String type, Buffer plain, Buffer packed, String tag, String kept) {}

    private final Sent page = read("index.html", "text/html; charset=utf-8");
    private final Sent script = read("page.js", "text/javascript; charset=utf-8");
    private final Sent pin = read("pin.html", "text/html; charset=utf-8", "no-store");
    private final Sent pinScript = read("pin.js", "text/javascript; charset=utf-8");
    private final Sent style = read("page.css", "text/css; charset=utf-8");

    /**
     * Reads the files.
     *
     * @throws IllegalStateException when the build left them out ({@code -Ddesk.skip})
     */
    public PageFiles() {}

    public void mount(Router router) {
        serve(router, "/c", page);
        serve(router, "/c/page.js", script);
        serve(router, "/c/page.css", style);
        serve(router, "/c/pin", pin);
        serve(router, "/c/pin.js", pinScript);
    }

    private static void serve(Router router, String path, Sent file) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(http -> answer(http, file));
    }

    private static void answer(RoutingContext http, Sent file) {
        var response =
                http.response()
                        .putHeader("Content-Type", file.type())
                        .putHeader("Content-Security-Policy", POLICY)
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("X-Robots-Tag", "noindex, nofollow")
                        .putHeader("Referrer-Policy", "no-referrer")
                        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                        .putHeader("Cache-Control", file.kept())
                        .putHeader("Vary", "Accept-Encoding")
                        .putHeader("ETag", file.tag());
        if (file.tag().equals(http.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else if (takesGzip(http)) {
            response.putHeader("Content-Encoding", "gzip").end(file.packed());
        } else {
            response.end(file.plain());
        }
    }

    private static boolean takesGzip(RoutingContext http) {
        var accepted = http.request().getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    private static Sent read(String file, String type) {
        return read(file, type, "no-cache");
    }

    private static Sent read(String file, String type, String kept) {
        try (var in = PageFiles.class.getResourceAsStream("/companion/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the companion page is not in this build (companion/"
                                + file
                                + "): build without -Ddesk.skip");
            }
            var bytes = in.readAllBytes();
            return new Sent(
                    type, Buffer.buffer(bytes), Buffer.buffer(gzip(bytes)), tag(bytes), kept);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read companion/" + file, e);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
