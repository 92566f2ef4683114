package io.recaller.api;

import io.recaller.contact.history.Timeline;
import io.recaller.customer.Handle;
import io.recaller.customer.field.KnownField;
import io.recaller.menu.Reason;
import io.recaller.menu.planner.LateOption;
import io.recaller.menu.planner.Layout;
import io.recaller.recommendation.PastRecommendation;
import io.recaller.recommendation.ScoreTerm;
import io.recaller.register.CustomerView;
import io.recaller.register.Explanation;
import io.recaller.register.HeardMenu;
import io.recaller.register.KeptPlace;
import io.recaller.register.Offered;
import io.recaller.register.SentOn;
import io.recaller.register.Waited;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Writes what the memory answers as the OpenAPI file has it; what is empty is left out. */
final class CustomerJson {
    private CustomerJson() {}

    static <T> JsonArray list(List<T> values, Function<T, ?> json) {
        var array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    static JsonObject customer(CustomerView view) {
        var json =
                new JsonObject()
                        .put("customerId", view.customer().toString())
                        .put("handles", list(view.handles(), Handle::uri))
                        .put("fields", list(view.fields(), CustomerJson::field));
        if (!view.withheld().isEmpty()) {
            json.put("withheldFields", list(view.withheld(), Function.identity()));
        }
        if (!view.claimedHandles().isEmpty()) {
            json.put("claimedHandles", list(view.claimedHandles(), Handle::uri));
        }
        view.language().ifPresent(language -> json.put("language", language));
        view.segment().ifPresent(segment -> json.put("segment", segment));
        return json;
    }

    private static JsonObject field(KnownField field) {
        return new JsonObject()
                .put("key", field.key())
                .put("value", field.value())
                .put("source", field.source())
                .put("at", field.at().toString())
                .put("verified", field.verified())
                .put("trust", slug(field.trust()));
    }

    /** An entry outside of its customer's timeline. */
    static JsonObject contact(Timeline.Entry entry) {
        var json = entry(entry);
        entry.customer().ifPresent(customer -> json.put("customerId", customer.toString()));
        return json;
    }

    /** Of a timeline, where what was recommended, and how many files there are, stands beside. */
    static JsonObject entry(
            Timeline.Entry entry, Optional<PastRecommendation> recommended, int files) {
        var json = entry(entry);
        if (files > 0) {
            json.put("files", files);
        }
        recommended.ifPresent(past -> json.put("recommendation", recommended(past)));
        return json;
    }

    private static JsonObject recommended(PastRecommendation past) {
        var json =
                new JsonObject()
                        .put("id", past.recommendation().value())
                        .put("product", past.product())
                        .put("state", past.state().slug())
                        .put("shownAt", past.shownAt().toString());
        past.answer()
                .ifPresent(answer ->
                        json.put("answeredAt", answer.at().toString())
                                .put(
                                        "answeredBy",
                                        answer.agent().isPresent() ? "agent" : "customer"));
        return json.put("reasons", list(past.terms(), CustomerJson::term));
    }

    private static JsonObject term(ScoreTerm term) {
        var json = new JsonObject().put("kind", term.kind().slug()).put("adds", term.adds());
        if (!term.of().isEmpty()) {
            json.put("of", term.of());
        }
        return json.put("accepted", term.accepted()).put("answered", term.answered());
    }

    private static JsonObject entry(Timeline.Entry entry) {
        var json =
                new JsonObject()
                        .put("contactId", entry.contact().toString())
                        .put("source", entry.source())
                        .put("externalId", entry.externalId())
                        .put("nature", slug(entry.nature()))
                        .put("direction", slug(entry.direction()))
                        .put("channel", slug(entry.channel()))
                        .put("trust", slug(entry.trust()))
                        .put("startedAt", entry.startedAt().toString());
        entry.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        entry.endReason().ifPresent(reason -> json.put("endReason", reason));
        entry.end().ifPresent(end -> json.put("ended", ended(end)));
        entry.topic().ifPresent(topic -> json.put("topic", topic.toString()));
        entry.topicSource().ifPresent(source -> json.put("topicSource", slug(source)));
        entry.disposition().ifPresent(disposition -> json.put("disposition", disposition));
        entry.servedBy().ifPresent(agent -> json.put("servedBy", agent));
        entry.conversation().ifPresent(id -> json.put("conversationId", id.toString()));
        return json;
    }

    private static JsonObject ended(Timeline.End end) {
        var json = new JsonObject().put("result", end.result().slug());
        end.reason()
                .ifPresent(ended ->
                        json.put("by", ended.by().slug())
                                .put("place", ended.place().slug())
                                .put("why", ended.why().slug()));
        return json;
    }

    static JsonArray layout(Layout layout) {
        var late = LateOption.in(layout);
        var options = new JsonArray();
        for (var i = 0; i < layout.options().size(); i++) {
            var spoken = layout.options().get(i);
            options.add(
                    option(
                            spoken.option().id(),
                            String.valueOf(spoken.option().key()),
                            spoken.probability(),
                            spoken.reasons(),
                            late.why(i)));
        }
        return options;
    }

    /** The offer that would be asked before the options. */
    static Optional<JsonObject> offer(Layout layout) {
        return layout.offer()
                .map(offer ->
                        question(
                                offer.proposal().id(),
                                offer.probability(),
                                offer.threshold(),
                                offer.saved().toMillis() / 1000.0,
                                offer.proposal().because()));
    }

    private static JsonObject question(
            String id, double probability, double threshold, double saved, String because) {
        return new JsonObject()
                .put("offer", id)
                .put("key", "*")
                .put("probability", probability)
                .put("threshold", threshold)
                .put("savedSeconds", saved)
                .put("because", because);
    }

    static JsonObject explanation(Explanation explanation) {
        var json =
                new JsonObject()
                        .put("contactId", explanation.contact().toString())
                        .put("words", list(explanation.words(), Function.identity()))
                        .put("menus", list(explanation.menus(), CustomerJson::menu))
                        .put("prefills", list(explanation.prefills(), CustomerJson::prefill))
                        .put("waits", list(explanation.waits(), CustomerJson::waited))
                        .put("offers", list(explanation.offers(), CustomerJson::offered))
                        .put("transfers", list(explanation.sent(), CustomerJson::sent));
        explanation.callBack().ifPresent(kept -> json.put("callBack", callBack(kept)));
        explanation.recommended().ifPresent(past -> json.put("recommendation", recommended(past)));
        explanation.end().ifPresent(end -> json.put("ended", ended(end.how())));
        return json;
    }

    private static JsonObject menu(HeardMenu menu) {
        var json =
                new JsonObject()
                        .put("node", menu.node())
                        .put("policy", menu.policy())
                        .put("spokenAt", menu.spokenAt().toString())
                        .put(
                                "options",
                                list(
                                        menu.options(),
                                        each ->
                                                option(
                                                        each.option(),
                                                        each.key(),
                                                        each.probability(),
                                                        each.reasons(),
                                                        each.late())));
        menu.key().ifPresent(key -> json.put("key", key));
        menu.seconds().ifPresent(seconds -> json.put("heardSeconds", seconds));
        menu.outcome().ifPresent(outcome -> json.put("outcome", outcome));
        menu.question()
                .ifPresent(asked ->
                        json.put(
                                "offer",
                                question(
                                        asked.offer(),
                                        asked.probability(),
                                        asked.threshold(),
                                        asked.savedSeconds(),
                                        asked.because())));
        return json;
    }

    private static JsonObject option(
            String id,
            String key,
            double probability,
            List<Reason> reasons,
            Optional<String> late) {
        var json =
                new JsonObject()
                        .put("option", id)
                        .put("key", key)
                        .put("probability", probability)
                        .put("reasons", list(reasons, CustomerJson::reason));
        late.ifPresent(why -> json.put("late", why));
        return json;
    }

    private static JsonObject reason(Reason reason) {
        return new JsonObject().put("words", reason.words()).put("share", reason.share());
    }

    private static JsonObject prefill(Explanation.Prefill prefill) {
        return new JsonObject().put("field", prefill.field()).put("from", prefill.from());
    }

    private static JsonObject waited(Waited waited) {
        var json =
                new JsonObject()
                        .put("queue", waited.queue())
                        .put("needs", list(waited.needs(), Function.identity()))
                        .put("priority", waited.priority())
                        .put("joinedAt", waited.joined().toString());
        waited.left().ifPresent(at -> json.put("leftAt", at.toString()));
        waited.how().ifPresent(how -> json.put("outcome", how));
        return json;
    }

    private static JsonObject callBack(KeptPlace kept) {
        var json =
                new JsonObject()
                        .put("askedAt", kept.asked().toString())
                        .put("attempts", kept.attempts());
        kept.closed().ifPresent(at -> json.put("closedAt", at.toString()));
        kept.outcome().ifPresent(outcome -> json.put("outcome", outcome));
        return json;
    }

    private static JsonObject sent(SentOn sent) {
        var json =
                new JsonObject().put("agent", sent.agent()).put("askedAt", sent.asked().toString());
        sent.to().ifPresent(to -> json.put("to", to));
        sent.ended().ifPresent(at -> json.put("endedAt", at.toString()));
        sent.outcome().ifPresent(outcome -> json.put("outcome", outcome));
        return json;
    }

    private static JsonObject offered(Offered offered) {
        var json =
                new JsonObject()
                        .put("agent", offered.agent())
                        .put("at", offered.at().toString())
                        .put("reasons", list(offered.reasons(), Function.identity()));
        offered.outcome().ifPresent(outcome -> json.put("outcome", outcome));
        offered.connected().ifPresent(at -> json.put("answeredAt", at.toString()));
        offered.wrapUp().ifPresent(at -> json.put("talkedUntil", at.toString()));
        offered.closed().ifPresent(at -> json.put("closedAt", at.toString()));
        return json;
    }

    private static String slug(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
