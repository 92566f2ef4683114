package io.recaller.gateway.web;

import io.recaller.message.file.AttachmentRules;
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
    PAGE_OVER(410, "page-over", "The page is over", "Say on the phone what it was for."),
    FILE_UNNAMED(400, "bad-request", "It is not said which file it is", "Send a UUID as client."),
    NO_SUCH_FILE(404, "no-such-file", "There is no such file", "It is not of this page."),
    FILE_EMPTY(422, "file-empty", "There is nothing in the file", "Choose another one."),
    FILE_TOO_BIG(413, "file-too-big", "The file is too big", "Send a smaller one."),
    FILE_TYPE(
            415,
            "file-type",
            "Files of that content are not taken",
            "Send a picture or a document; what is taken is told with each turn."),
    FILE_TOO_MANY(422, "file-too-many", "Too many files beside one call", "Send fewer."),
    FILE_DAY_FULL(429, "file-day-full", "This page has sent as much as it may", "Send less."),
    FILE_STORE_FULL(
            507,
            "file-store-full",
            "There is no room for more files here",
            "Whoever runs the server has to make room (attachments.in-all)."),
    TOO_MANY(429, "too-many", "Too much is asked for from this address", "Wait a while."),
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

    static PageProblem of(AttachmentRules.Refusal why) {
        return switch (why) {
            case EMPTY -> FILE_EMPTY;
            case TOO_BIG -> FILE_TOO_BIG;
            case NOT_TAKEN -> FILE_TYPE;
            case TOO_MANY -> FILE_TOO_MANY;
            case DAY_IS_FULL -> FILE_DAY_FULL;
            case STORE_IS_FULL -> FILE_STORE_FULL;
        };
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
