package io.recaller.gateway.web;

import io.recaller.message.file.AttachmentRules;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** An HTTP error of the chat as RFC 9457 has it. */
enum ChatProblem {
    NO_SUCH_CHAT(
            404,
            "no-such-chat",
            "No such chat",
            "Name a channel of the settings whose kind is web."),
    FOREIGN_ORIGIN(
            403,
            "foreign-origin",
            "The page is on another site",
            "Name the site in the origins of this channel in the settings."),
    NO_SOCKET(
            400,
            "no-socket",
            "This address is for web sockets",
            "Open it as a web socket; /chat/demo is a page that does."),
    TOO_MANY(
            429,
            "too-many",
            "Too many chats are open at this address",
            "Close some, or wait and try again."),
    TOO_MANY_FILES(
            429,
            "too-many",
            "Too much is sent and fetched from this address",
            "Wait a moment and try again."),
    BUSY(503, "unavailable", "This cannot be done now", "Wait a moment and try again."),
    NO_VISITOR(
            401,
            "no-visitor",
            "It is not said who sends or wants the file",
            "Send the visitor's secret as Authorization: Bearer, and a UUID as client."),
    NO_SUCH_FILE(404, "no-such-file", "No such file", "It is not in this chat, or not any more."),
    FILE_EMPTY(422, "file-empty", "There is nothing in the file", "Choose another one."),
    FILE_TOO_BIG(413, "file-too-big", "The file is too big", "Send a smaller one."),
    FILE_TYPE(
            415,
            "file-type",
            "Files of that content are not taken",
            "Send a picture or a document; what is taken is told in welcome."),
    FILE_TOO_MANY(422, "file-too-many", "Too many files", "Send one at a time."),
    FILE_DAY_FULL(
            429,
            "file-day-full",
            "This chat has sent as much as it may in 24 hours",
            "Send the rest tomorrow."),
    FILE_STORE_FULL(
            507,
            "file-store-full",
            "There is no room for more files here",
            "Say it in words; whoever runs the server has to make room (attachments.in-all).");

    /** Seconds. */
    private static final String RETRY_AFTER = "2";

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;

    ChatProblem(int status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    static ChatProblem of(AttachmentRules.Refusal why) {
        return switch (why) {
            case EMPTY -> FILE_EMPTY;
            case TOO_BIG -> FILE_TOO_BIG;
            case NOT_TAKEN -> FILE_TYPE;
            case TOO_MANY -> FILE_TOO_MANY;
            case DAY_IS_FULL -> FILE_DAY_FULL;
            case STORE_IS_FULL -> FILE_STORE_FULL;
        };
    }

    void answer(RoutingContext http) {
        if (http.response().ended()) {
            return;
        }
        if (this == TOO_MANY || this == TOO_MANY_FILES || this == BUSY) {
            http.response().putHeader("Retry-After", RETRY_AFTER);
        }
        http.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(
                        new JsonObject()
                                .put("type", "urn:recaller:problem:" + slug)
                                .put("title", title)
                                .put("status", status)
                                .put("detail", detail)
                                .encode());
    }
}
