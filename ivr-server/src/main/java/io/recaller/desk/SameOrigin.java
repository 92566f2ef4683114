package io.recaller.desk;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/**
 * Lets through only what our own page asks for: a request that changes something, or opens the
 * socket, must name our own host as its origin. Browsers always send it there, and no other page
 * can make it up.
 */
final class SameOrigin {
    private SameOrigin() {}

    static void require(RoutingContext http) {
        var origin = http.request().getHeader("Origin");
        var self = http.request().authority();
        if (origin != null && self != null && isSame(origin, self)) {
            http.next();
        } else {
            HttpProblem.FOREIGN.answer(http);
        }
    }

    /** Ports that go without saying are left out by browsers on both sides alike. */
    private static boolean isSame(String origin, HostAndPort self) {
        try {
            var uri = URI.create(origin);
            return self.host().equalsIgnoreCase(uri.getHost()) && self.port() == uri.getPort();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
