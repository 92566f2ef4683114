package io.recaller.api;

import io.recaller.http.BrokenBody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An error as RFC 9457 has it.
 *
 * @param slug stable, the last part of {@code type}
 * @param detail what to do about it
 * @param retryAfter when trying again makes sense; sent as {@code Retry-After}
 */
record Problem(
        int status,
        String slug,
        String title,
        String detail,
        List<FieldError> errors,
        Optional<Duration> retryAfter)
        implements Answer {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String SEND_JSON = "Send one JSON object, UTF-8.";

    Problem {
        errors = List.copyOf(errors);
    }

    /** Names the first of many errors only: an answer is never much longer than its request. */
    static Problem invalid(List<FieldError> errors) {
        var untold = errors.size() - FieldError.MOST_TOLD;
        return new Problem(
                400,
                "invalid-request",
                "The request is not valid",
                "Correct the fields named in errors; nothing of this request was stored."
                        + (untold > 0 ? " " + untold + " more errors are not listed." : ""),
                FieldError.first(errors, FieldError.MOST_TOLD),
                Optional.empty());
    }

    static Problem tooMuch(String place) {
        return of(
                400,
                "too-much",
                "The body holds more than a request may",
                "At "
                        + place
                        + " it is too deep, too long or has too many values. Send at most 500"
                        + " items, texts of at most 1000 characters, as the OpenAPI file has it;"
                        + " split a batch into smaller ones. Nothing of this request was stored.");
    }

    static Problem nothing() {
        return of(400, "not-json", "The body is empty", SEND_JSON);
    }

    static Problem notJson() {
        return of(400, "not-json", "The body is not JSON", SEND_JSON);
    }

    /** Up to this place it was. */
    static Problem notJson(String place) {
        return of(
                400,
                "not-json",
                "The body is not JSON",
                SEND_JSON + " It is none from " + place + ".");
    }

    static Problem brokenBody() {
        return of(400, "bad-framing", BrokenBody.TITLE, BrokenBody.DETAIL);
    }

    static Problem notUtf8(String place) {
        return of(
                400,
                "not-json",
                "The body is not UTF-8",
                SEND_JSON + " The letters at " + place + " are of another encoding.");
    }

    /** Of which the last would win unsaid. */
    static Problem twice(Optional<String> name, String place) {
        return of(
                400,
                "not-json",
                "A member stands twice in one object",
                "Nothing of it was taken: "
                        + name.map(each -> each + " stands there again")
                                .orElse("one stands there again")
                        + " at "
                        + place
                        + ". Send each member once.");
    }

    static Problem notAnObject() {
        return of(
                400,
                "not-an-object",
                "The body is JSON, but no object",
                "Send one JSON object, in braces; a list goes into a member of it, as the OpenAPI"
                        + " file has it.");
    }

    /** Something comes behind it here. */
    static Problem notOneObject(String place) {
        return of(
                400,
                "not-an-object",
                "The body is more than one JSON object",
                "Nothing of it was taken: another begins at "
                        + place
                        + ". Send one JSON object a request; several contacts go into its list.");
    }

    static Problem unauthorized() {
        return of(
                401,
                "unauthorized",
                "No valid API key",
                "Send the header Authorization: Bearer KEY with a key of the settings (api.keys).");
    }

    static Problem scopeMissing(String key, Set<Scope> needed) {
        var scopes = needed.stream().map(Scope::slug).sorted().collect(Collectors.joining(" or "));
        return of(
                403,
                "scope-missing",
                "The API key may not do this",
                "The key "
                        + key
                        + " needs the scope "
                        + scopes
                        + ". Add it to api.keys."
                        + key
                        + ".scopes in the settings and start again, or use a key that has it.");
    }

    static Problem unknownHandle() {
        return of(
                404,
                "unknown-handle",
                "Nobody uses this handle",
                "Check the handle; it becomes known with its first contact.");
    }

    static Problem unknownCustomer() {
        return of(
                404,
                "unknown-customer",
                "There is no such customer",
                "Ask GET /api/v1/customers?handle=… for the customer's id.");
    }

    static Problem unknownLink() {
        return of(
                404,
                "unknown-link",
                "The customer is not said to use this handle",
                "Ask GET /api/v1/customers?handle=… for the customer's handles and claimed ones.");
    }

    static Problem unknownContact() {
        return of(
                404,
                "unknown-contact",
                "There is no such contact",
                "Take the contact's id from a timeline or from the answer to its report.");
    }

    static Problem unknownFile() {
        return of(
                404,
                "unknown-file",
                "There is no such file in this contact",
                "Take the file's id from GET /api/v1/contacts/…/messages of its contact; files are"
                        + " deleted with their message.");
    }

    static Problem unknownReport() {
        return of(
                404,
                "unknown-contact",
                "There is no such contact",
                "Nothing was reported under this source and external id; report it with POST"
                        + " /api/v1/contacts.");
    }

    static Problem unknownFact() {
        return of(
                404,
                "unknown-fact",
                "There is no such fact",
                "Nothing was told under this source and external id, or it was deleted.");
    }

    static Problem unknownRequest() {
        return of(
                404,
                "unknown-request",
                "There is no such request",
                "Nothing was told under this source and external id, or it was deleted.");
    }

    static Problem topicSettled(String by) {
        return of(
                409,
                "topic-settled",
                "What the contact was about is settled",
                "A stronger word than a report decided its topic: "
                        + by
                        + ". Nothing was changed; leave topic out to change the rest.");
    }

    static Problem ownContact(String why, String field) {
        return of(
                409,
                "own-contact",
                "The contact is one of Recaller's own calls",
                why + ". Nothing was changed; leave " + field + " out to change the rest.");
    }

    static Problem unknownQueue(Set<String> known) {
        return of(
                404,
                "unknown-queue",
                "There is no such queue",
                "Name one of: " + String.join(", ", known) + ".");
    }

    static Problem notWaiting(String why) {
        return of(
                409,
                "not-waiting",
                "The contact does not wait",
                why + ". Nothing was changed; GET /api/v1/queues/… lists who waits.");
    }

    static Problem unknownMenu(String flow, String node) {
        return of(
                404,
                "unknown-menu",
                "There is no such menu",
                "No flow that is loaded is called "
                        + flow
                        + " and has a menu "
                        + node
                        + ". Name a loaded flow and a node of it that is a menu.");
    }

    static Problem sharedHandle() {
        return of(
                409,
                "shared-handle",
                "Several customers use this handle",
                "Nothing was stored. Name the customer by a handle that only they use.");
    }

    static Problem areasNotUsed() {
        return of(
                409,
                "areas-not-used",
                "Nothing says in which area a customer is",
                "Nothing was stored. Add a field such as area to the settings (fields), name it in"
                        + " facts.area-field, start again and send the same request.");
    }

    static Problem unknownNotice() {
        return of(
                404,
                "unknown-notice",
                "There is no such notice",
                "Take the notice's id from the answer to its POST, or ask GET /api/v1/notices.");
    }

    static Problem unknownRecommendation() {
        return of(
                404,
                "unknown-recommendation",
                "There is no such recommendation",
                "Ask GET /api/v1/recommendations which there are; PUT enters one.");
    }

    static Problem keyTaken() {
        return of(
                409,
                "key-taken",
                "The key is that of another notice",
                "Nothing was posted. The same key with the same content is the same notice; give"
                        + " another notice another key.");
    }

    static Problem messageKeyTaken() {
        return of(
                409,
                "key-taken",
                "The key is that of another message of this contact",
                "Nothing was written. The same key with the same content is the same message; give"
                        + " another message another key.");
    }

    static Problem notAnswerable(String why) {
        return of(
                409,
                "not-answerable",
                "Nobody can be answered in this contact now",
                why
                        + ". Nothing was written; POST /api/v1/notices tells customers something"
                        + " outside of a conversation.");
    }

    static Problem notClosable(String why) {
        return of(
                409,
                "not-answerable",
                "This contact is not to be closed from outside now",
                why + ". Nothing was changed.");
    }

    static Problem inHand() {
        return of(
                409,
                "in-hand",
                "An agent has this conversation",
                "Nothing was changed. Whoever has it ends it at the desk; you may answer meanwhile.");
    }

    static Problem windowOver(String templates) {
        return of(
                409,
                "window-over",
                "The channel lets nobody be answered so long after their last message",
                "Nothing was written. Send a template, or wait until they write; "
                        + templates
                        + ".");
    }

    static Problem notFound() {
        return of(
                404,
                "not-found",
                "There is nothing at this path",
                "The paths are in /api/v1/openapi.yaml.");
    }

    static Problem methodNotAllowed(String allowed) {
        return of(
                405, "method-not-allowed", "This path has another method", "Use " + allowed + ".");
    }

    static Problem tooLarge(int bytes) {
        return of(
                413,
                "too-large",
                "The body is too large",
                "Send at most " + bytes + " bytes; split a batch into smaller ones.");
    }

    static Problem unsupportedMediaType() {
        return of(
                415,
                "unsupported-media-type",
                "The body's type is not supported",
                "Send the header Content-Type: application/json.");
    }

    /** Before it is read, by what it says of itself. */
    static Problem otherLetters() {
        return of(
                415,
                "unsupported-media-type",
                "The body says that it is not UTF-8",
                SEND_JSON + " Its header is Content-Type: application/json, without a charset.");
    }

    static Problem tooManyRequests(Duration retryAfter) {
        return new Problem(
                429,
                "too-many-requests",
                "This API key asks too often",
                "Wait as Retry-After says; report many contacts in one request.",
                List.of(),
                Optional.of(retryAfter));
    }

    static Problem busy() {
        return unavailable("busy", "Too many requests are being worked on", Duration.ofSeconds(1));
    }

    static Problem databaseUnavailable() {
        return unavailable(
                "database-unavailable", "The database is unavailable", Duration.ofSeconds(5));
    }

    static Problem pinKeyMissing() {
        return of(
                503,
                "pin-key-missing",
                "No PIN can be set: the key they are encrypted with is missing",
                "Bring back the pepper file (setting pins.pepper-file); 'recaller doctor' says"
                        + " which.");
    }

    /** A bug of ours; the log has it. */
    static Problem internal() {
        return of(
                500,
                "internal-error",
                "Something broke on our side",
                "Try again; if it stays, tell the operator the time of this answer.");
    }

    String type() {
        return "urn:recaller:problem:" + slug;
    }

    JsonObject json() {
        var json =
                new JsonObject()
                        .put("type", type())
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail);
        if (!errors.isEmpty()) {
            json.put("errors", new JsonArray(errors.stream().map(FieldError::json).toList()));
        }
        return json;
    }

    private static Problem unavailable(String slug, String title, Duration retryAfter) {
        return new Problem(
                503,
                slug,
                title,
                "Send the same request again after Retry-After; repeating it changes nothing"
                        + " twice.",
                List.of(),
                Optional.of(retryAfter));
    }

    private static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail, List.of(), Optional.empty());
    }
}
