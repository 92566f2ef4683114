package io.recaller.api;

import io.recaller.customer.ConsentChannel;
import io.recaller.customer.CustomerId;
import io.recaller.register.Descriptions;
import io.recaller.register.Descriptions.Described;
import io.recaller.register.Descriptions.Outcome;
import io.recaller.register.Descriptions.Said;
import io.recaller.speech.Language;
import io.recaller.text.Blanks;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code PATCH /api/v1/customers/…}: a JSON merge patch (RFC 7396) of what the business says of a
 * customer; null forgets it. Every method blocks.
 */
final class Describing {
    private static final String LANGUAGE = "language";
    private static final String SEGMENT = "segment";
    private static final String AGENT = "responsibleAgent";
    private static final String PREFERRED = "preferredChannel";
    private static final String CONSENT = "consent";
    private static final String SOURCE = "consentSource";

    private final SentCheck check;
    private final Descriptions descriptions;

    Describing(SentCheck check, Descriptions descriptions) {
        this.check = check;
        this.descriptions = descriptions;
    }

    Answer change(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        if (sent.body().fieldNames().stream().allMatch(SOURCE::equals)) {
            return wrong(
                    "body",
                    "name at least one of language, segment, responsibleAgent, preferredChannel,"
                            + " consent");
        }
        var segment = MergePatch.text(sent.body(), SEGMENT).map(Blanks::stripped);
        if (segment.wanted().filter(String::isEmpty).isPresent()) {
            return wrong(SEGMENT, "holds nothing but blanks; write a word, or null to forget it");
        }
        if (MergePatch.text(sent.body(), LANGUAGE).wanted().stream()
                .anyMatch(tag -> Language.kept(tag).isEmpty())) {
            return wrong(LANGUAGE, "is the code of no language; write one such as ru or kk-KZ");
        }
        var customer =
                new CustomerId(
                        Asked.uuid("customerId", sent.path().getOrDefault("customerId", "")));
        var said =
                new Said(
                        MergePatch.text(sent.body(), LANGUAGE),
                        segment,
                        MergePatch.text(sent.body(), AGENT),
                        MergePatch.text(sent.body(), PREFERRED).map(Describing::channel),
                        consent(sent.body().getJsonObject(CONSENT, new JsonObject())),
                        Optional.ofNullable(sent.body().getString(SOURCE)));
        return switch (descriptions.change(sent.sender().actor(), customer, said)) {
            case Outcome.Changed(Described now) -> Answer.ok(json(now));
            case Outcome.NoCustomer _ -> Problem.unknownCustomer();
            case Outcome.NoAgent _ ->
                    wrong(AGENT, "nobody signs in by this name; make one with recaller user add");
        };
    }

    /** The schema has passed it. */
    private static ConsentChannel channel(String slug) {
        return ConsentChannel.of(slug).orElseThrow();
    }

    private static Map<ConsentChannel, Boolean> consent(JsonObject json) {
        return json.fieldNames().stream()
                .collect(
                        Collectors.toMap(
                                Describing::channel, name -> json.getBoolean(name, false)));
    }

    private static Problem wrong(String place, String remedy) {
        return Problem.invalid(List.of(new FieldError(place, remedy)));
    }

    private static JsonObject json(Described described) {
        var json = new JsonObject().put("customerId", described.customer().toString());
        described.language().ifPresent(language -> json.put(LANGUAGE, language));
        described.segment().ifPresent(segment -> json.put(SEGMENT, segment));
        described.responsibleAgent().ifPresent(agent -> json.put(AGENT, agent));
        described.preferred().ifPresent(channel -> json.put(PREFERRED, channel.slug()));
        if (!described.consent().isEmpty()) {
            var consent = new JsonObject();
            described
                    .consent()
                    .forEach((channel, said) ->
                            consent.put(
                                    channel.slug(),
                                    new JsonObject()
                                            .put("agreed", said.agreed())
                                            .put("since", said.at().toString())
                                            .put("source", said.source())));
            json.put(CONSENT, consent);
        }
        return json;
    }
}
