package io.recaller.gateway.web;

import io.recaller.continuation.LinkPlace;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Entries to messengers for sites, bills and counters that show no chat: an address of ours that
 * leads to each, and a picture of its QR code. Nobody is known by them, and nothing is kept.
 */
public final class MessengerEntries {
    /** The same for whoever asks, and few are ever changed. */
    private static final String CACHED = "public, max-age=600";

    private final Map<String, LinkPlace> places;

    /** Entries to these. */
    public MessengerEntries(List<LinkPlace> places) {
        this.places =
                places.stream().collect(Collectors.toMap(LinkPlace::gateway, Function.identity()));
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.get("/go-on/:entry").handler(this::give);
    }

    private void give(RoutingContext http) {
        var entry = Objects.requireNonNullElse(http.pathParam("entry"), "");
        var isPicture = entry.endsWith(".svg");
        var place =
                places.get(
                        isPicture ? entry.substring(0, entry.length() - ".svg".length()) : entry);
        var response =
                http.response()
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("Content-Security-Policy", "default-src 'none'");
        if (place == null) {
            response.setStatusCode(404).end();
        } else if (isPicture) {
            response.putHeader("Content-Type", "image/svg+xml")
                    .putHeader("Cache-Control", CACHED)
                    .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                    .end(picture(QrCode.of(place.link())));
        } else {
            response.setStatusCode(302)
                    .putHeader("Location", place.link())
                    .putHeader("Cache-Control", CACHED)
                    .end();
        }
    }

    private static String picture(QrCode code) {
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
                        + "<path d=\"%s\"/></svg>")
                .formatted(code.size(), code.size(), code.size(), code.size(), code.path());
    }
}
