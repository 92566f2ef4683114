package io.recaller.api;

import io.recaller.contact.fact.Concerning;
import io.recaller.register.Circumstances;
import io.recaller.register.Circumstances.Told;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code PUT /api/v1/facts/…} and {@code PUT /api/v1/requests/…}. Every method blocks. */
final class CircumstanceReports {
    private final SentCheck facts;
    private final SentCheck requests;
    private final CircumstanceReader reader;
    private final Circumstances circumstances;

    CircumstanceReports(
            SentCheck facts,
            SentCheck requests,
            CircumstanceReader reader,
            Circumstances circumstances) {
        this.facts = facts;
        this.requests = requests;
        this.reader = reader;
        this.circumstances = circumstances;
    }

    Answer fact(Sent sent) {
        var read = reader.readFact(sent, facts.errors(sent));
        var fact = reader.fact(sent, read.span());
        return answer(circumstances.put(sent.sender().name(), read.whom(), fact));
    }

    Answer request(Sent sent) {
        var read = reader.readRequest(sent, requests.errors(sent));
        var request = reader.request(sent, read.span());
        return answer(circumstances.put(sent.sender().name(), read.whom(), request));
    }

    Answer readFact(Asked asked) {
        return circumstances
                .fact(asked.sender().actor(), asked.path("source"), asked.path("externalId"))
                .<Answer>map(found ->
                        Answer.ok(
                                concerning(
                                        CurrentJson.fact(found.what(), maySeeProved(asked)),
                                        found)))
                .orElse(Problem.unknownFact());
    }

    Answer readRequest(Asked asked) {
        return circumstances
                .request(asked.sender().actor(), asked.path("source"), asked.path("externalId"))
                .<Answer>map(found ->
                        Answer.ok(
                                concerning(
                                        CurrentJson.request(found.what(), maySeeProved(asked)),
                                        found)))
                .orElse(Problem.unknownRequest());
    }

    private static boolean maySeeProved(Asked asked) {
        return asked.sender().may(Scope.VERIFIED_FIELDS);
    }

    private static JsonObject concerning(JsonObject json, Concerning<?> found) {
        found.customer().ifPresent(customer -> json.put("customerId", customer.toString()));
        found.area().ifPresent(area -> json.put("area", area));
        found.closedAt().ifPresent(closed -> json.put("closedAt", closed.toString()));
        return json;
    }

    Answer deleteFact(Asked asked) {
        return circumstances.deleteFact(
                        asked.sender().actor(), asked.path("source"), asked.path("externalId"))
                ? deleted()
                : Problem.unknownFact();
    }

    Answer deleteRequest(Asked asked) {
        return circumstances.deleteRequest(
                        asked.sender().actor(), asked.path("source"), asked.path("externalId"))
                ? deleted()
                : Problem.unknownRequest();
    }

    private static Answer deleted() {
        return Answer.ok(new JsonObject().put("result", "deleted"));
    }

    private static Answer answer(Told told) {
        return switch (told) {
            case Told.Stored stored -> stored(stored);
            case Told.Shared _ -> Problem.sharedHandle();
            case Told.NoAreas _ -> Problem.areasNotUsed();
            case Told.NoSuchArea(var words) ->
                    Problem.invalid(List.of(new FieldError("area", "must be " + words)));
        };
    }

    private static Answer stored(Told.Stored stored) {
        var kept = stored.kept();
        var json =
                new JsonObject()
                        .put("result", kept.created() ? "created" : "updated")
                        .put("topic", kept.topic().id())
                        .put("topicKnown", kept.topicKnown());
        stored.customer().ifPresent(customer -> json.put("customerId", customer.toString()));
        return new Answer.Json(kept.created() ? 201 : 200, json);
    }
}
