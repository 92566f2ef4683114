package io.recaller.desk;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * An HTTP error as RFC 9457 has it.
 *
 * @param slug stable name of the problem; the page has the words for it
 */
record HttpProblem(int status, String slug, String title) {
    /** Seconds. */
    private static final String RETRY_AFTER = "2";

    static final HttpProblem BAD_REQUEST =
            new HttpProblem(400, "bad-request", "Send login and password as JSON");
    static final HttpProblem OTHER_LETTERS =
            new HttpProblem(415, "bad-request", "Send login and password in UTF-8");
    static final HttpProblem WRONG =
            new HttpProblem(401, "wrong-password", "Login or password is wrong");
    static final HttpProblem SIGNED_OUT = new HttpProblem(401, "signed-out", "Sign in first");
    static final HttpProblem FOREIGN =
            new HttpProblem(403, "foreign-origin", "The request comes from another site");
    static final HttpProblem NO_MESSAGE =
            new HttpProblem(404, "no-message", "No contact in your hands has that message");
    static final HttpProblem NO_SUCH_PHONE =
            new HttpProblem(409, "no-such-phone", "Name a phone that exists");
    static final HttpProblem PHONE_TAKEN =
            new HttpProblem(409, "phone-taken", "Somebody else sits at that phone");
    static final HttpProblem TOO_MANY =
            new HttpProblem(429, "too-many-tries", "Wait, then try again");
    static final HttpProblem NO_FILE =
            new HttpProblem(404, "no-file", "No conversation in your hands has that file");
    static final HttpProblem UNAVAILABLE =
            new HttpProblem(503, "unavailable", "The desk cannot reach its database; try again");

    /** A file that is not taken; the slug says why. */
    static HttpProblem fileRefused(String slug) {
        return new HttpProblem(
                slug.equals("file-too-big") ? 413 : 409, slug, "The file is not sent");
    }

    void answer(RoutingContext http) {
        if (http.response().ended()) {
            return;
        }
        if (status == 503) {
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
                                .encode());
    }
}
