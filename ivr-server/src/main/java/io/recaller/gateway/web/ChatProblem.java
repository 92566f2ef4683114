package io.recaller.gateway.web;

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
            "Close some, or wait and try again.");

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

    void answer(RoutingContext http) {
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
