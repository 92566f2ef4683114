package io.recaller.gateway.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** An HTTP error of the companion page as RFC 9457 has it. */
enum PageProblem {
    BAD_REQUEST(400, "bad-request", "The link is damaged", "Open it as it was sent."),
    FOREIGN_ORIGIN(403, "foreign-origin", "The page is on another site", "Open our own page."),
    NO_SUCH_LINK(404, "no-such-link", "There is no such link", "Call us for another one."),
    LINK_USED(410, "link-used", "The link was opened already", "Call us for another one."),
    LINK_EXPIRED(410, "link-expired", "The link is too old", "Call us for another one."),
    TOO_MANY(429, "too-many", "Too many links are opened from this address", "Wait a while."),
    UNAVAILABLE(503, "unavailable", "This cannot be done now", "Wait a moment and try again.");

    /** Seconds. */
    private static final String RETRY_AFTER = "5";

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;

    PageProblem(int status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    /**
     * Answers with it.
     *
     * @param call the number to call us at
     */
    void answer(RoutingContext http, Optional<String> call) {
        if (http.response().ended()) {
            return;
        }
        var body =
                new JsonObject()
                        .put("type", "urn:recaller:problem:" + slug)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail);
        call.ifPresent(number -> body.put("call", number));
        if (this == TOO_MANY || this == UNAVAILABLE) {
            http.response().putHeader("Retry-After", RETRY_AFTER);
        }
        http.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode());
    }
}
