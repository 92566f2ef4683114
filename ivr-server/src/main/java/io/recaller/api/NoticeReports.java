package io.recaller.api;

import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.notice.Audience;
import io.recaller.notice.NewNotice;
import io.recaller.notice.NoticeId;
import io.recaller.notice.Notices;
import io.recaller.notice.Notices.Outcome;
import io.recaller.notice.Notices.Progress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/v1/notices}. Every method blocks. */
final class NoticeReports {
    private static final int USUAL_LIMIT = 50;

    private final SentCheck check;
    private final Notices notices;
    private final List<String> templates;

    /**
     * @param templates which ones a notice may name
     */
    NoticeReports(SentCheck check, Notices notices, List<String> templates) {
        this.check = check;
        this.notices = notices;
        this.templates = templates;
    }

    Answer post(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        var given = notice(sent.body());
        return switch (notices.post(sent.sender().actor(), given)) {
            case Outcome.Posted(var notice, var isNew) ->
                    new Answer.Json(
                            isNew ? 201 : 200,
                            new JsonObject()
                                    .put("result", isNew ? "created" : "same")
                                    .put("noticeId", notice.id().toString())
                                    .put("topic", notice.topic().id())
                                    .put("topicKnown", notice.topic().equals(given.topic())));
            case Outcome.KeyTaken() -> Problem.keyTaken();
            case Outcome.NoAreas() -> Problem.areasNotUsed();
            case Outcome.NoSuchArea(var words) ->
                    Problem.invalid(List.of(new FieldError("to/area", "must be " + words)));
            case Outcome.Wrong(var end, var customers) -> {
                var wrong = new Mistakes();
                end.ifPresent(flaw -> wrong.add("until", words(flaw)));
                unknown(customers).forEach(wrong::add);
                yield Problem.invalid(wrong.all());
            }
        };
    }

    private static String words(Notices.Flaw flaw) {
        return switch (flaw) {
            case OVER -> "is over already";
            case TOO_LATE -> "must be within " + Notices.LONGEST.toDays() + " days";
        };
    }

    private static List<FieldError> unknown(List<CustomerId> customers) {
        return customers.stream()
                .map(each -> new FieldError("to/customers", "there is no customer " + each))
                .toList();
    }

    /** All that is wrong is told at once: who can be told of is looked for before it is posted. */
    private NewNotice notice(JsonObject json) {
        var wrong = new Mistakes();
        var texts = CircumstanceReader.texts(json, "texts");
        if (texts.isEmpty()) {
            wrong.add("texts", "needs at least one text");
        }
        var template = Optional.ofNullable(json.getString("template"));
        template.filter(id -> !templates.contains(id))
                .ifPresent(_ ->
                        wrong.add(
                                "template",
                                templates.isEmpty()
                                        ? "no channel has templates in the settings"
                                        : "no channel has it; name one of "
                                                + String.join(", ", templates)));
        var until = wrong.in(() -> ContactReader.instant("until", json.getString("until")));
        var to = wrong.in(() -> audience(json.getJsonObject("to")));
        if (wrong.areAny()) {
            until.flatMap(notices::flaw).ifPresent(flaw -> wrong.add("until", words(flaw)));
            to.ifPresent(each -> unknown(notices.unknown(each)).forEach(wrong::add));
        }
        wrong.tell();
        return new NewNotice(
                json.getString("key"),
                new Topic(json.getString("topic")),
                TrustTier.valueOf(json.getString("tier", "attested").toUpperCase(Locale.ROOT)),
                texts,
                to.orElseThrow(),
                until.orElseThrow(),
                template);
    }

    private static Audience audience(JsonObject to) {
        var ways = Stream.of("customers", "segment", "area").filter(to::containsKey).toList();
        if (ways.size() != 1) {
            throw new ContactReader.WrongValueException(
                    "to", "name exactly one of customers, segment, area");
        }
        return switch (ways.getFirst()) {
            case "segment" -> new Audience.Segment(to.getString("segment").strip());
            case "area" -> new Audience.Area(to.getString("area").strip());
            default ->
                    new Audience.Named(
                            Asked.customers("to/customers", to.getJsonArray("customers")));
        };
    }

    Answer list(Asked asked) {
        int limit = asked.query("limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
        return Answer.ok(
                new JsonObject()
                        .put(
                                "notices",
                                CustomerJson.list(notices.newest(limit), NoticeReports::json)));
    }

    Answer read(Asked asked) {
        return notices.read(new NoticeId(asked.id("noticeId")))
                .<Answer>map(progress -> Answer.ok(json(progress)))
                .orElse(Problem.unknownNotice());
    }

    Answer cancel(Asked asked) {
        return notices.cancel(asked.sender().actor(), new NoticeId(asked.id("noticeId")))
                .<Answer>map(isNews ->
                        Answer.ok(
                                new JsonObject()
                                        .put("result", isNews ? "cancelled" : "was-cancelled")))
                .orElse(Problem.unknownNotice());
    }

    private static JsonObject json(Progress progress) {
        var notice = progress.notice();
        var json =
                new JsonObject()
                        .put("noticeId", notice.id().toString())
                        .put("key", notice.key())
                        .put("topic", notice.topic().id())
                        .put("tier", notice.tier().name().toLowerCase(Locale.ROOT))
                        .put("languages", languages(notice.texts()))
                        .put("until", notice.until().toString());
        notice.template().ifPresent(id -> json.put("template", id));
        json.put("createdAt", notice.createdAt().toString());
        notice.segment().ifPresent(segment -> json.put("segment", segment));
        notice.area().ifPresent(area -> json.put("area", area));
        notice.cancelledAt().ifPresent(at -> json.put("cancelledAt", at.toString()));
        return json.put("complete", progress.isSpread())
                .put("customers", counts(progress.customers()))
                .put("reasons", counts(progress.reasons()));
    }

    private static JsonArray languages(Map<String, String> texts) {
        return new JsonArray(texts.keySet().stream().sorted().toList());
    }

    private static JsonObject counts(Map<String, Integer> counts) {
        var json = new JsonObject();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> json.put(each.getKey(), each.getValue()));
        return json;
    }
}
