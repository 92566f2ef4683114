package io.recaller.api;

import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.CustomerId;
import io.recaller.db.UnstorableException;
import io.recaller.register.Ingest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code POST /api/v1/contacts}: each contact is taken or refused alone, in the order sent. */
final class ContactReports {
    private static final Pattern ITEM = Pattern.compile("contacts/(\\d+)(/.*)?");

    private final Sound sound;
    private final Bounds bounds;
    private final Validator schema;
    private final ContactReader reader;
    private final Ingest ingest;

    ContactReports(
            Sound sound, Bounds bounds, Validator schema, ContactReader reader, Ingest ingest) {
        this.sound = sound;
        this.bounds = bounds;
        this.reader = reader;
        this.schema = schema;
        this.ingest = ingest;
    }

    Answer answer(JsonObject body) {
        return sound.is(body)
                ? together(results(body.getJsonArray("contacts"), Map.of()))
                : checked(body);
    }

    private Answer checked(JsonObject body) {
        var exceeded = bounds.exceeded(body);
        if (!exceeded.isEmpty()) {
            return Problem.invalid(exceeded);
        }
        var errors = new ArrayList<>(SchemaErrors.of(schema.validate(body)));
        errors.addAll(Unstorable.in(body));
        var ofItems = errors.stream().filter(error -> item(error).isPresent()).toList();
        if (ofItems.size() < errors.size()) {
            return Problem.invalid(errors);
        }
        var wrong =
                ofItems.stream().collect(Collectors.groupingBy(error -> item(error).orElseThrow()));
        var contacts = body.getJsonArray("contacts");
        return together(results(contacts, wrong));
    }

    private List<Result> results(JsonArray contacts, Map<Integer, List<FieldError>> wrong) {
        var results = new TreeMap<Integer, Result>();
        var sound = new TreeMap<Integer, Reported>();
        for (var index = 0; index < contacts.size(); index++) {
            read(index, contacts, wrong.getOrDefault(index, List.of()), sound, results);
        }
        var taken = ingest.take(List.copyOf(sound.values())).iterator();
        sound.keySet().forEach(index -> results.put(index, result(index, taken.next())));
        return List.copyOf(results.values());
    }

    private void read(
            int index,
            JsonArray contacts,
            List<FieldError> errors,
            Map<Integer, Reported> sound,
            Map<Integer, Result> results) {
        if (!errors.isEmpty()) {
            var told = FieldError.first(errors, FieldError.MOST_OF_ITEM);
            results.put(index, new Result.Refused(index, told));
            return;
        }
        try {
            sound.put(index, reader.contact(contacts.getJsonObject(index)));
        } catch (ContactReader.WrongValueException wrongValue) {
            var place = "contacts/" + index + "/";
            var told =
                    wrongValue.errors().stream()
                            .map(each -> new FieldError(place + each.field(), each.detail()))
                            .toList();
            results.put(index, new Result.Refused(index, told));
        }
    }

    private static Result result(int index, Ingest.Taken taken) {
        return switch (taken) {
            case Ingest.Taken.Stored(Recorded recorded) -> stored(index, recorded);
            case Ingest.Taken.Refused(UnstorableException why) ->
                    new Result.Refused(
                            index,
                            List.of(
                                    new FieldError(
                                            "contacts/" + index, "holds " + why.getMessage())));
        };
    }

    private static Optional<Integer> item(FieldError error) {
        return Optional.of(ITEM.matcher(error.field()))
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)));
    }

    private static Result stored(int index, Recorded recorded) {
        return new Result.Stored(
                index,
                recorded.created() ? "created" : "already-there",
                recorded.contact(),
                recorded.customer(),
                recorded.topic());
    }

    private static Answer together(List<Result> results) {
        var errors = new ArrayList<FieldError>();
        var counts =
                results.stream()
                        .collect(Collectors.groupingBy(Result::word, Collectors.counting()));
        for (var result : results) {
            if (result instanceof Result.Refused(_, var wrong)) {
                errors.addAll(wrong);
            }
        }
        var refused = counts.getOrDefault("refused", 0L);
        if (refused == results.size()) {
            return Problem.invalid(errors);
        }
        var body =
                new JsonObject()
                        .put("created", counts.getOrDefault("created", 0L))
                        .put("alreadyThere", counts.getOrDefault("already-there", 0L))
                        .put("refused", refused)
                        .put("results", new JsonArray(results.stream().map(Result::json).toList()));
        return new Answer.Json(refused == 0 ? 200 : 207, body);
    }

    private sealed interface Result {
        String word();

        JsonObject json();

        record Stored(
                int index,
                String word,
                ContactId contact,
                Optional<CustomerId> customer,
                Optional<Topic> topic)
                implements Result {
            @Override
            public JsonObject json() {
                var json =
                        new JsonObject()
                                .put("index", index)
                                .put("result", word)
                                .put("contactId", contact.toString());
                customer.ifPresent(id -> json.put("customerId", id.toString()));
                topic.ifPresent(id -> json.put("topic", id.toString()));
                return json;
            }
        }

        record Refused(int index, List<FieldError> errors) implements Result {
            @Override
            public String word() {
                return "refused";
            }

            @Override
            public JsonObject json() {
                return new JsonObject()
                        .put("index", index)
                        .put("result", word())
                        .put(
                                "errors",
                                new JsonArray(errors.stream().map(FieldError::json).toList()));
            }
        }
    }
}
