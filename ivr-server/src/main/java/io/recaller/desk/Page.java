package io.recaller.desk;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The desk's own files, bundled by the build and held in memory. The page runs nothing but its own
 * script, loads nothing from elsewhere and may not be framed.
 */
final class Page {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src"
                    + " 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action"
                    + " 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types lit-html";

    private Page() {}

    /**
     * Mounts the page.
     *
     * @throws IllegalStateException when the build left the page out ({@code -Ddesk.skip})
     */
    static void mount(Router router) {
        router.route("/desk*").handler(Page::protect);
        router.get("/desk/").handler(http -> http.redirect("/desk"));
        serve(router, "/desk", "index.html", "text/html; charset=utf-8");
        serve(router, "/desk/app.js", "app.js", "text/javascript; charset=utf-8");
        serve(router, "/desk/app.css", "app.css", "text/css; charset=utf-8");
        serve(router, "/desk/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void protect(RoutingContext http) {
        http.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        http.next();
    }

    private static void serve(Router router, String path, String file, String type) {
        var content = read(file);
        router.get(path)
                .handler(http -> http.response().putHeader("Content-Type", type).end(content));
    }

    private static Buffer read(String file) {
        try (var in = Page.class.getResourceAsStream("/desk/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the desk's page is not in this build (desk/"
                                + file
                                + "): build without -Ddesk.skip");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read desk/" + file, e);
        }
    }
}
