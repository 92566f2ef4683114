package io.recaller.desk.card;

import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.message.file.Attachment;
import io.recaller.notice.ToldNotice;
import io.recaller.recommendation.Recommended;
import io.recaller.recommendation.ScoreTerm;
import io.recaller.speech.Language;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A card as the page reads it; {@code docs/desk.md} shows an example. */
public final class CardJson {
    private CardJson() {}

    public static JsonObject of(Card card) {
        var json =
                new JsonObject()
                        .put("channel", slug(card.channel()))
                        .put("startedAt", card.startedAt().toString())
                        .put("caller", caller(card.caller()))
                        .put("trust", trust(card.trust()))
                        .put("why", why(card.why()))
                        .put("fields", array(card.fields(), CardJson::field))
                        .put("timeline", array(card.timeline(), CardJson::entry))
                        .put("requests", array(card.requests(), CardJson::request))
                        .put("facts", array(card.facts(), CardJson::fact))
                        .put("priority", card.help().priority())
                        .put("told", array(card.help().told(), CardJson::words))
                        .put("links", array(card.help().links(), CardJson::link))
                        .put("mayBeVerified", card.help().mayBeVerified());
        if (card.help().callback()) {
            json.put("callback", true);
        }
        card.help().voicemail().ifPresent(left -> json.put("voicemail", voicemail(left)));
        card.help().sentBy().ifPresent(by -> json.put("sentBy", sender(by)));
        put(json, "cameFrom", card.help().cameFrom().map(CardJson::slug));
        put(json, "language", card.help().language().map(Language::tag));
        if (!card.notices().isEmpty()) {
            json.put("notices", array(card.notices(), CardJson::notice));
        }
        card.recommended().ifPresent(one -> json.put("recommendation", recommended(one)));
        put(json, "waitingSince", card.waitingSince().map(Instant::toString));
        return json;
    }

    private static JsonObject voicemail(Card.LeftMessage left) {
        return new JsonObject()
                .put("seconds", seconds(left.length()))
                .put("reached", left.isReached());
    }

    /** Rounded up: there is something to hear in a message however short it is. */
    private static long seconds(Duration length) {
        return Math.max(1, length.plusMillis(999).toSeconds());
    }

    private static JsonObject sender(Card.Sender sender) {
        var json = new JsonObject().put("name", sender.name());
        put(json, "note", sender.note());
        return json;
    }

    public static JsonObject words(Words words) {
        var json = new JsonObject();
        words.in().forEach((language, text) -> json.put(language.tag(), text));
        return json;
    }

    public static <T> JsonArray array(List<T> items, Function<T, JsonObject> mapping) {
        var array = new JsonArray();
        items.forEach(item -> array.add(mapping.apply(item)));
        return array;
    }

    public static String slug(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonObject caller(Card.Caller caller) {
        var json = new JsonObject().put("handle", caller.handle());
        put(json, "name", caller.name());
        put(json, "segment", caller.segment());
        put(json, "number", caller.number());
        put(json, "alias", caller.alias());
        return json;
    }

    private static JsonObject link(Card.Link link) {
        return new JsonObject().put("label", words(link.label())).put("url", link.url());
    }

    private static JsonObject trust(Card.Trust trust) {
        return new JsonObject().put("tier", slug(trust.tier())).put("proof", slug(trust.proof()));
    }

    private static JsonObject why(Card.Why why) {
        var json = new JsonObject().put("path", array(why.path(), CardJson::words));
        put(json, "topic", why.topic().map(Topic::id));
        return json;
    }

    private static JsonObject field(Card.Field field) {
        var json =
                new JsonObject()
                        .put("key", field.key())
                        .put("label", words(field.label()))
                        .put("source", field.source())
                        .put("at", field.at().toString())
                        .put("verified", field.verified())
                        .put("origin", slug(field.origin()));
        put(json, "value", field.value());
        return json;
    }

    private static JsonObject entry(Card.Entry entry) {
        var json =
                new JsonObject()
                        .put("at", entry.at().toString())
                        .put("channel", slug(entry.channel()))
                        .put("direction", slug(entry.direction()))
                        .put("nature", slug(entry.nature()))
                        .put("hasText", entry.hasText());
        put(json, "topic", entry.topic().map(Topic::id));
        put(json, "servedBy", entry.servedBy());
        put(json, "disposition", entry.disposition());
        put(json, "note", entry.note());
        put(json, "text", entry.text());
        if (entry.files() > 0) {
            json.put("files", entry.files());
        }
        return entry.given().isEmpty()
                ? json
                : json.put("given", array(entry.given(), CardJson::file));
    }

    /** A file as every list of files has it. */
    public static JsonObject file(Attachment file) {
        return new JsonObject()
                .put("id", file.id().toString())
                .put("name", file.name())
                .put("type", file.type().mediaType())
                .put("isPicture", file.type().isPicture())
                .put("size", file.size());
    }

    private static JsonObject request(OpenRequest request) {
        return new JsonObject()
                .put("kind", request.kind())
                .put("topic", request.topic().id())
                .put("status", request.status())
                .put("openedAt", request.openedAt().toString())
                .put("text", words(Words.of(request.texts())));
    }

    private static JsonObject notice(ToldNotice notice) {
        var json =
                new JsonObject()
                        .put("topic", notice.topic().id())
                        .put("text", words(Words.of(notice.texts())))
                        .put("at", notice.at().toString())
                        .put("state", notice.state());
        put(json, "channel", notice.channel());
        return json;
    }

    private static JsonObject recommended(Recommended recommended) {
        var one = recommended.recommendation();
        return new JsonObject()
                .put("id", one.id().value())
                .put("product", one.product())
                .put("topic", one.topic().id())
                .put("text", words(Words.of(one.texts())))
                .put("reason", words(Words.of(one.reason())))
                .put("until", one.until().toString())
                .put("state", recommended.state().slug())
                .put("chance", rounded(recommended.chance()))
                .put("because", array(recommended.terms(), CardJson::term));
    }

    private static JsonObject term(ScoreTerm term) {
        var json =
                new JsonObject().put("kind", term.kind().slug()).put("adds", rounded(term.adds()));
        if (!term.of().isEmpty()) {
            json.put("of", term.of());
        }
        return json.put("accepted", term.accepted()).put("answered", term.answered());
    }

    /** To thousandths: the same on every server. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static JsonObject fact(ActiveFact fact) {
        var json =
                new JsonObject()
                        .put("kind", fact.kind())
                        .put("topic", fact.topic().id())
                        .put("from", fact.from().toString())
                        .put("text", words(Words.of(fact.texts())));
        put(json, "until", fact.until().map(Instant::toString));
        return json;
    }

    private static void put(JsonObject json, String key, Optional<String> value) {
        value.ifPresent(present -> json.put(key, present));
    }
}
