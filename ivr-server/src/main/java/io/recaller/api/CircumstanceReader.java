package io.recaller.api;

import io.recaller.api.ContactReader.Span;
import io.recaller.contact.TextsJson;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.FactStore.Fact;
import io.recaller.contact.fact.RequestStore.Request;
import io.recaller.customer.TrustTier;
import io.recaller.register.Circumstances.Whom;
import io.recaller.speech.Language;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads facts and requests from what the schema has passed. */
final class CircumstanceReader {
    private final ContactReader reader;

    CircumstanceReader(ContactReader reader) {
        this.reader = reader;
    }

    /**
     * Whom it concerns.
     *
     * @throws ContactReader.WrongValueException unless exactly one of handle and area is there
     */
    private Whom whom(JsonObject json) {
        var handle = json.getString("handle");
        var area = json.getString("area");
        if (handle != null && area != null) {
            throw new ContactReader.WrongValueException(
                    "area", "cannot be told beside handle; leave one of them out");
        }
        if (handle != null) {
            return new Whom.WhoUses(reader.handle("handle", handle));
        }
        if (area == null || area.isBlank()) {
            throw new ContactReader.WrongValueException(
                    "handle",
                    "is missing; name the customer by handle, or everybody in an area by area");
        }
        return new Whom.In(area.strip());
    }

    /** What is true from when until when. */
    Fact fact(Sent sent, Span span) {
        var json = sent.body();
        return new Fact(
                path(sent, "source"),
                path(sent, "externalId"),
                json.getString("kind"),
                new Topic(json.getString("topic")),
                span.from(),
                span.until(),
                tier(json),
                texts(json, "texts"));
    }

    /** A request as it stands. */
    Request request(Sent sent, Span span) {
        var json = sent.body();
        return new Request(
                path(sent, "source"),
                path(sent, "externalId"),
                json.getString("kind"),
                new Topic(json.getString("topic")),
                json.getString("status"),
                span.from(),
                span.until(),
                tier(json),
                texts(json, "texts"));
    }

    /** All that is wrong with one is told at once, with what the schema found. */
    record Read(Whom whom, Span span) {}

    Read readFact(Sent sent, List<FieldError> errors) {
        return read(
                sent,
                errors,
                List.of("from", "until"),
                () -> reader.planned(sent.body(), "from", "until"));
    }

    Read readRequest(Sent sent, List<FieldError> errors) {
        return read(
                sent,
                errors,
                List.of("openedAt", "closedAt"),
                () -> reader.past(sent.body(), "openedAt", "closedAt"));
    }

    private Read read(
            Sent sent, List<FieldError> errors, List<String> times, Supplier<Span> written) {
        var wrong = new Mistakes(errors);
        var whom = wrong.of(List.of("handle", "area"), () -> whom(sent.body()));
        var span = wrong.of(times, written);
        wrong.tell();
        return new Read(whom.orElseThrow(), span.orElseThrow());
    }

    /**
     * Texts by language.
     *
     * @throws ContactReader.WrongValueException when one is under the code of no language: nobody
     *     would ever be told it
     */
    static Map<String, String> texts(JsonObject json, String key) {
        var texts = new HashMap<String, String>();
        for (var tag : json.getJsonObject(key, new JsonObject()).fieldNames()) {
            if (Language.kept(tag).isEmpty()) {
                throw new ContactReader.WrongValueException(
                        key,
                        "has a text under "
                                + tag
                                + ", which is the code of no language; write it under its own, such"
                                + " as ru");
            }
        }
        json.getJsonObject(key, new JsonObject())
                .forEach(text -> texts.put(text.getKey(), text.getValue().toString()));
        return TextsJson.kept(texts);
    }

    static String path(Sent sent, String name) {
        return Objects.requireNonNull(sent.path().get(name), name);
    }

    private static TrustTier tier(JsonObject json) {
        return TrustTier.valueOf(json.getString("tier", "verified").toUpperCase(Locale.ROOT));
    }
}
