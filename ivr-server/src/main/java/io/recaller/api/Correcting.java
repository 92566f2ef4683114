package io.recaller.api;

import io.recaller.contact.ClockTolerance;
import io.recaller.contact.CorrectionStore.Outcome;
import io.recaller.contact.Topic;
import io.recaller.register.ContactCorrections;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

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
                    Answer.ok(CustomerJson.contact(now));
            case ContactCorrections.Answer.NoAgent _ ->
                    wrong(
                            SERVED_BY,
                            "nobody signs in by this name; make one with recaller user add");
            case ContactCorrections.Answer.Refused(var why) -> refused(why);
        };
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
            case Outcome.OwnEnd _ -> Problem.ownContact();
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
