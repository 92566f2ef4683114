package io.recaller.api;

import io.recaller.contact.Channel;
import io.recaller.contact.ClockTolerance;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Storable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads contacts and handles from JSON and parameters that the schema has passed. */
final class ContactReader {
    private final Handles handles;
    private final FieldCatalogue catalogue;
    private final InstantSource clock;

    ContactReader(Handles handles, FieldCatalogue catalogue, InstantSource clock) {
        this.clock = clock;
        this.handles = handles;
        this.catalogue = catalogue;
    }

    /**
     * A contact another system reports.
     *
     * @throws WrongValueException for what a schema cannot tell
     */
    Reported contact(JsonObject json) {
        var wrong = new Mistakes();
        var span = wrong.in(() -> past(json, "startedAt", "endedAt"));
        var read = handles(wrong, json.getJsonArray("handles"));
        var fields = fields(wrong, json.getJsonObject("fields", new JsonObject()));
        wrong.tell();
        return new Reported(
                json.getString("source"),
                json.getString("externalId"),
                Nature.valueOf(upper(json.getString("nature"))),
                Channel.valueOf(upper(json.getString("channel"))),
                Direction.valueOf(upper(json.getString("direction"))),
                read,
                TrustTier.valueOf(upper(json.getString("trust", "claimed"))),
                optional(json, "topic").map(Topic::new),
                span.orElseThrow().from(),
                span.orElseThrow().until(),
                Optional.empty(),
                fields);
    }

    private List<Handle> handles(Mistakes wrong, JsonArray texts) {
        var read = new ArrayList<Handle>();
        for (var index = 0; index < texts.size(); index++) {
            var field = "handles/" + index;
            var text = texts.getString(index);
            wrong.in(() -> handle(field, text)).ifPresent(read::add);
        }
        return read;
    }

    /**
     * A handle, normalised.
     *
     * @param field where it was given
     */
    Handle handle(String field, String text) {
        return switch (handles.parse(text)) {
            case Handles.Reading.Read(Handle handle) -> handle;
            case Handles.Reading.Withheld _ ->
                    throw new WrongValueException(
                            field,
                            "names nobody: it is withheld, or written where no number is known;"
                                    + " leave it out");
            case Handles.Reading.Wrong(String problem) ->
                    throw new WrongValueException(field, problem);
        };
    }

    /** An instant of the request. */
    static Instant instant(String field, String text) {
        try {
            var at = OffsetDateTime.parse(text).toInstant();
            if (!Storable.canHold(at)) {
                throw new WrongValueException(field, "must be between the years 1 and 9999");
            }
            return at;
        } catch (DateTimeException _) {
            throw new WrongValueException(field, SchemaErrors.remedy(field));
        }
    }

    /** As {@link #span}, of what has happened. */
    Span past(JsonObject json, String from, String until) {
        var now = clock.instant();
        return span(
                json,
                from,
                until,
                at -> ClockTolerance.happened(at, now),
                at -> ClockTolerance.happened(at, now));
    }

    /** As {@link #span}, of what may be planned; its end is as far as anybody likes. */
    Span planned(JsonObject json, String from, String until) {
        var now = clock.instant();
        return span(
                json, from, until, at -> ClockTolerance.planned(at, now), _ -> Optional.empty());
    }

    /** Two instants in their order, the second optional; what is wrong with either is told. */
    private static Span span(
            JsonObject json,
            String from,
            String until,
            Function<Instant, Optional<String>> problemOfFrom,
            Function<Instant, Optional<String>> problemOfUntil) {
        var wrong = new Mistakes();
        var begun = wrong.in(() -> instant(from, json.getString(from)));
        var ended = optional(json, until).flatMap(text -> wrong.in(() -> instant(until, text)));
        begun.flatMap(problemOfFrom).ifPresent(detail -> wrong.add(from, detail));
        var late = ended.flatMap(problemOfUntil);
        late.ifPresent(detail -> wrong.add(until, detail));
        if (late.isEmpty() && begun.isPresent() && ended.filter(begun.get()::isAfter).isPresent()) {
            wrong.add(until, "is before " + from);
        }
        wrong.tell();
        return new Span(begun.orElseThrow(), ended);
    }

    /** From when until when; open when the end is empty. */
    record Span(Instant from, Optional<Instant> until) {}

    private Map<String, String> fields(Mistakes wrong, JsonObject json) {
        var fields = new LinkedHashMap<String, String>();
        for (var entry : json) {
            wrong.in(() -> value(known(entry.getKey()), String.valueOf(entry.getValue())))
                    .ifPresent(value -> fields.put(entry.getKey(), value));
        }
        return fields;
    }

    private FieldCatalogue.Entry known(String key) {
        return catalogue
                .find(key)
                .orElseThrow(() ->
                        new WrongValueException(
                                "fields/" + key,
                                "is not in the field catalogue; write one of "
                                        + keys()
                                        + " or add it to the settings"));
    }

    private static String value(FieldCatalogue.Entry known, String written) {
        return known.format()
                .value(written)
                .orElseThrow(() ->
                        new WrongValueException(
                                "fields/" + known.key(), "must be " + known.format().words()));
    }

    private List<String> keys() {
        return catalogue.entries().stream().map(FieldCatalogue.Entry::key).toList();
    }

    private static Optional<String> optional(JsonObject json, String key) {
        return Optional.ofNullable(json.getString(key));
    }

    private static String upper(String slug) {
        return slug.toUpperCase(Locale.ROOT);
    }

    /** Values are wrong in a way a schema cannot tell. */
    static final class WrongValueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<FieldError> errors;

        WrongValueException(String field, String detail) {
            this(List.of(new FieldError(field, detail)));
        }

        /**
         * Several at once.
         *
         * @param errors at least one
         */
        WrongValueException(List<FieldError> errors) {
            super(
                    errors.stream()
                            .map(each -> each.field() + " " + each.detail())
                            .collect(Collectors.joining("; ")));
            this.errors = List.copyOf(errors);
        }

        List<FieldError> errors() {
            return errors;
        }
    }
}
