package io.recaller.gateway.form;

import io.recaller.gateway.hook.HookAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What a page hears; mistakes as RFC 9457 has them. Pure. */
final class FormAnswers {
    private FormAnswers() {}

    /**
     * It is kept.
     *
     * @param by how it is answered: email, sms or call
     */
    static HookAnswer taken(String by) {
        return HookAnswer.of(
                200,
                "application/json",
                new JsonObject().put("status", "taken").put("answer", by).encode());
    }

    /** The browser shows that page. */
    static HookAnswer leadTo(URI page) {
        return HookAnswer.plain(303, "").with("Location", page.toString());
    }

    static HookAnswer flawed(List<FormFlaw> flaws) {
        var errors = new JsonArray();
        flaws.forEach(flaw ->
                errors.add(
                        new JsonObject()
                                .put("field", flaw.field())
                                .put("problem", flaw.problem())));
        return problem(
                422,
                json(422, "invalid-form", "Correct the fields named in errors; nothing was kept.")
                        .put("errors", errors));
    }

    static HookAnswer foreign() {
        return simple(
                403,
                "foreign-origin",
                "Name the page's origin in the channel's origins, or show its token as"
                        + " Authorization: Bearer TOKEN.");
    }

    static HookAnswer notThisMethod() {
        return simple(405, "method-not-allowed", "Use POST.").with("Allow", "POST, OPTIONS");
    }

    static HookAnswer noForm(FormBody.NoForm what) {
        return simple(what.status(), "no-form", what.problem());
    }

    static HookAnswer tooMany(Duration wait) {
        return simple(429, "too-many-requests", "Wait as Retry-After says.")
                .with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    static HookAnswer unavailable() {
        return simple(503, "database-unavailable", "Not kept; send it again.")
                .with("Retry-After", "5");
    }

    private static HookAnswer simple(int status, String slug, String detail) {
        return problem(status, json(status, slug, detail));
    }

    private static JsonObject json(int status, String slug, String detail) {
        return new JsonObject()
                .put("type", "urn:recaller:problem:" + slug)
                .put("title", slug.replace('-', ' '))
                .put("status", status)
                .put("detail", detail);
    }

    private static HookAnswer problem(int status, JsonObject json) {
        return HookAnswer.of(status, "application/problem+json", json.encode());
    }
}
