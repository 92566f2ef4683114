package io.recaller.desk;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * An HTTP error as RFC 9457 has it.
 *
 * @param slug stable name of the problem; the page has the words for it
 */
record Problem(int status, String slug, String title) {
    static final Problem BAD_REQUEST =
            new Problem(400, "bad-request", "Send login and password as JSON");
    static final Problem WRONG = new Problem(401, "wrong-password", "Login or password is wrong");
    static final Problem SIGNED_OUT = new Problem(401, "signed-out", "Sign in first");
    static final Problem FOREIGN =
            new Problem(403, "foreign-origin", "The request comes from another site");
    static final Problem NO_SUCH_PHONE =
            new Problem(409, "no-such-phone", "Name a phone that exists");
    static final Problem PHONE_TAKEN =
            new Problem(409, "phone-taken", "Somebody else sits at that phone");
    static final Problem TOO_MANY = new Problem(429, "too-many-tries", "Wait, then try again");
    static final Problem UNAVAILABLE =
            new Problem(503, "unavailable", "The desk cannot reach its database; try again");

    void answer(RoutingContext http) {
        if (http.response().ended()) {
            return;
        }
        http.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(
                        new JsonObject()
                                .put("type", "urn:recaller:problem:" + slug)
                                .put("title", title)
                                .put("status", status)
                                .encode());
    }
}
