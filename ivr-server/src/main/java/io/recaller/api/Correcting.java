package io.recaller.api;

import io.recaller.contact.ClockTolerance;
import io.recaller.contact.Topic;
import io.recaller.contact.history.Timeline;
import io.recaller.contact.reported.CorrectionStore.Outcome;
import io.recaller.register.ContactCorrections;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code PATCH /api/v1/contacts/…}: a JSON merge patch (RFC 7396) of what another system says later
 * of a contact; null forgets it. Every method blocks.
 */
final class Correcting {
    private static final String TOPIC = "topic";
    private static final String ENDED_AT = "endedAt";
    private static final String SERVED_BY = "servedBy";
    private static final String DISPOSITION = "disposition";

    private final SentCheck check;
    private final ContactCorrections corrections;
    private final InstantSource clock;

    Correcting(SentCheck check, ContactCorrections corrections, InstantSource clock) {
        this.check = check;
        this.corrections = corrections;
        this.clock = clock;
    }

    Answer correct(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        if (sent.body().isEmpty()) {
            return wrong("body", "name at least one of topic, endedAt, servedBy, disposition");
        }
        var said =
                new ContactCorrections.Later(
                        MergePatch.text(sent.body(), TOPIC).map(Topic::new),
                        MergePatch.text(sent.body(), ENDED_AT).map(this::end),
                        MergePatch.text(sent.body(), SERVED_BY),
                        MergePatch.text(sent.body(), DISPOSITION));
        var source = sent.path().getOrDefault("source", "");
        var externalId = sent.path().getOrDefault("externalId", "");
        return switch (corrections.correct(sent.sender().actor(), source, externalId, said)) {
            case ContactCorrections.Answer.Corrected(var now) ->
                    Answer.ok(
                            sent.sender().may(Scope.READ)
                                    ? CustomerJson.contact(now)
                                    : taken(sent.body(), now));
            case ContactCorrections.Answer.NoAgent _ ->
                    wrong(
                            SERVED_BY,
                            "nobody signs in by this name; make one with recaller user add");
            case ContactCorrections.Answer.Refused(var why) -> refused(why);
        };
    }

    /** What was said, as it was taken: correcting a contact is no way to read it. */
    private static JsonObject taken(JsonObject said, Timeline.Entry now) {
        var json = new JsonObject().put("contactId", now.contact().toString());
        var all = CustomerJson.contact(now);
        Stream.of(TOPIC, ENDED_AT, DISPOSITION)
                .filter(name -> said.containsKey(name) && all.containsKey(name))
                .forEach(name -> json.put(name, all.getString(name)));
        if (said.getString(SERVED_BY) != null) {
            json.put(SERVED_BY, said.getString(SERVED_BY));
        }
        return json;
    }

    private Instant end(String text) {
        var at = ContactReader.instant(ENDED_AT, text);
        ClockTolerance.happened(at, clock.instant())
                .ifPresent(problem -> {
                    throw new ContactReader.WrongValueException(ENDED_AT, problem);
                });
        return at;
    }

    private static Answer refused(Outcome why) {
        return switch (why) {
            case Outcome.NoContact _ -> Problem.unknownReport();
            case Outcome.TopicSettled(var by) ->
                    Problem.topicSettled(by.name().toLowerCase(Locale.ROOT));
            case Outcome.OwnEnd _ -> Problem.ownContact("Its end is known from Asterisk", ENDED_AT);
            case Outcome.OwnAgent _ ->
                    Problem.ownContact("Who serves it is known here until it ends", SERVED_BY);
            case Outcome.EndsBeforeStart(Instant startedAt) ->
                    wrong(ENDED_AT, "is before startedAt, which is " + startedAt);
            case Outcome.Corrected _ ->
                    throw new IllegalStateException("what was corrected is not refused");
        };
    }

    private static Problem wrong(String place, String remedy) {
        return Problem.invalid(List.of(new FieldError(place, remedy)));
    }
}
