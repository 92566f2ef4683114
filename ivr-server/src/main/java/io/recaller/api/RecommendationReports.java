package io.recaller.api;

import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.recommendation.NewRecommendation;
import io.recaller.recommendation.Recommendation;
import io.recaller.recommendation.RecommendationId;
import io.recaller.recommendation.Recommendations;
import io.recaller.recommendation.Recommendations.Outcome;
import io.recaller.recommendation.Recommendations.Progress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /api/v1/recommendations}. Every method blocks. */
final class RecommendationReports {
    /** What is valid for longer nobody will look after. */
    private static final Duration LONGEST = Duration.ofDays(731);

    private static final int USUAL_LIMIT = 50;
    private static final String ID = "recommendationId";

    private final SentCheck check;
    private final Recommendations recommendations;
    private final InstantSource clock;

    RecommendationReports(SentCheck check, Recommendations recommendations, InstantSource clock) {
        this.check = check;
        this.recommendations = recommendations;
        this.clock = clock;
    }

    Answer put(Sent sent) {
        var wrong = new Mistakes(check.errors(sent));
        var id = wrong.of(List.of(ID), () -> id(CircumstanceReader.path(sent, ID)));
        wrong.of(List.of("texts"), () -> texts(sent.body()));
        var customers = wrong.of(List.of("customers"), () -> customers(sent.body()));
        var from = wrong.of(List.of("from"), () -> from(sent.body()));
        var until = wrong.of(List.of("until"), () -> until(sent.body().getString("until"), from));
        wrong.tell();
        var named = customers.orElseThrow();
        var given =
                given(
                        id.orElseThrow(),
                        sent.body(),
                        named.isPresent(),
                        from.orElseThrow(),
                        until.orElseThrow());
        return switch (recommendations.put(
                sent.sender().actor(), new NewRecommendation(given, named.orElse(List.of())))) {
            case Outcome.Put(var kept, var isNew) ->
                    new Answer.Json(
                            isNew ? 201 : 200,
                            new JsonObject()
                                    .put("result", isNew ? "created" : "updated")
                                    .put(ID, kept.id().value())
                                    .put("topic", kept.topic().id())
                                    .put("topicKnown", kept.topic().equals(given.topic())));
            case Outcome.Unknown(var unknown) ->
                    Problem.invalid(
                            unknown.stream()
                                    .map(each ->
                                            new FieldError(
                                                    "customers", "there is no customer " + each))
                                    .toList());
        };
    }

    private Recommendation given(
            RecommendationId id, JsonObject json, boolean named, Instant from, Instant until) {
        return new Recommendation(
                id,
                json.getString("product"),
                new Topic(json.getString("topic")),
                TrustTier.valueOf(json.getString("tier", "attested").toUpperCase(Locale.ROOT)),
                CircumstanceReader.texts(json, "texts"),
                CircumstanceReader.texts(json, "said"),
                CircumstanceReader.texts(json, "reason"),
                segments(json),
                named,
                json.getDouble("weight", 1.0),
                from,
                until);
    }

    private static JsonObject texts(JsonObject json) {
        var texts = json.getJsonObject("texts");
        if (texts.isEmpty()) {
            throw new ContactReader.WrongValueException("texts", "needs at least one text");
        }
        return texts;
    }

    private Instant from(JsonObject json) {
        return Optional.ofNullable(json.getString("from"))
                .map(text -> ContactReader.instant("from", text))
                .orElseGet(clock::instant);
    }

    private Instant until(String text, Optional<Instant> from) {
        var until = ContactReader.instant("until", text);
        if (!until.isAfter(clock.instant())) {
            throw new ContactReader.WrongValueException("until", "is over already");
        }
        if (from.filter(begun -> !until.isAfter(begun)).isPresent()) {
            throw new ContactReader.WrongValueException("until", "must be after from");
        }
        if (until.isAfter(clock.instant().plus(LONGEST))) {
            throw new ContactReader.WrongValueException(
                    "until", "must be within " + LONGEST.toDays() + " days");
        }
        return until;
    }

    private static Set<String> segments(JsonObject json) {
        return json.getJsonArray("segments", new JsonArray()).stream()
                .map(each -> each.toString().strip())
                .collect(Collectors.toSet());
    }

    /** Empty: it names nobody. */
    private static Optional<List<CustomerId>> customers(JsonObject json) {
        return Optional.ofNullable(json.getJsonArray("customers"))
                .map(ids -> Asked.customers("customers", ids));
    }

    Answer list(Asked asked) {
        int limit = asked.query("limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
        return Answer.ok(
                new JsonObject()
                        .put(
                                "recommendations",
                                CustomerJson.list(recommendations.newest(limit), this::json)));
    }

    Answer read(Asked asked) {
        return recommendations
                .read(id(asked.path(ID)))
                .<Answer>map(progress -> Answer.ok(json(progress)))
                .orElse(Problem.unknownRecommendation());
    }

    Answer withdraw(Asked asked) {
        return recommendations
                .withdraw(asked.sender().actor(), id(asked.path(ID)))
                .<Answer>map(isNews -> Answer.ok(result(isNews ? "withdrawn" : "was-withdrawn")))
                .orElse(Problem.unknownRecommendation());
    }

    Answer taken(Asked asked) {
        var customer = new CustomerId(asked.id("customerId"));
        return switch (recommendations.taken(
                asked.sender().actor(), id(asked.path(ID)), customer)) {
            case NEWS -> Answer.ok(result("taken"));
            case KNOWN -> Answer.ok(result("was-taken"));
            case NO_SUCH_RECOMMENDATION -> Problem.unknownRecommendation();
            case NO_SUCH_CUSTOMER -> Problem.unknownCustomer();
        };
    }

    private static JsonObject result(String word) {
        return new JsonObject().put("result", word);
    }

    private static RecommendationId id(String text) {
        return RecommendationId.of(text)
                .orElseThrow(
                        () -> new ContactReader.WrongValueException(ID, SchemaErrors.remedy(ID)));
    }

    private JsonObject json(Progress progress) {
        var one = progress.recommendation();
        var json =
                new JsonObject()
                        .put(ID, one.id().value())
                        .put("product", one.product())
                        .put("topic", one.topic().id())
                        .put("tier", one.tier().name().toLowerCase(Locale.ROOT))
                        .put("texts", CurrentJson.texts(one.texts()))
                        .put("said", CurrentJson.texts(one.said()))
                        .put("reason", CurrentJson.texts(one.reason()))
                        .put("segments", new JsonArray(one.segments().stream().sorted().toList()))
                        .put("named", one.isNamed())
                        .put("weight", one.weight())
                        .put("from", one.from().toString())
                        .put("until", one.until().toString())
                        .put("running", progress.runs(clock.instant()));
        progress.withdrawnAt().ifPresent(at -> json.put("withdrawnAt", at.toString()));
        var counts = new JsonObject();
        progress.counts().forEach((state, count) -> counts.put(state.slug(), count));
        return json.put("contacts", counts);
    }
}
