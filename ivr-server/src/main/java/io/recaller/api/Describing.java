package io.recaller.api;

import io.recaller.customer.CustomerId;
import io.recaller.register.Descriptions;
import io.recaller.register.Descriptions.Described;
import io.recaller.register.Descriptions.Outcome;
import io.recaller.register.Descriptions.Said;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * {@code PATCH /api/v1/customers/…}: a JSON merge patch (RFC 7396) of what the business says of a
 * customer; null forgets it. Every method blocks.
 */
final class Describing {
    private static final String LANGUAGE = "language";
    private static final String SEGMENT = "segment";
    private static final String AGENT = "responsibleAgent";

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
        if (sent.body().isEmpty()) {
            return wrong("body", "name at least one of language, segment, responsibleAgent");
        }
        var customer =
                new CustomerId(
                        Asked.uuid("customerId", sent.path().getOrDefault("customerId", "")));
        var said =
                new Said(
                        MergePatch.text(sent.body(), LANGUAGE),
                        MergePatch.text(sent.body(), SEGMENT),
                        MergePatch.text(sent.body(), AGENT));
        return switch (descriptions.change(sent.sender().actor(), customer, said)) {
            case Outcome.Changed(Described now) -> Answer.ok(json(now));
            case Outcome.NoCustomer _ -> Problem.unknownCustomer();
            case Outcome.NoAgent _ ->
                    wrong(AGENT, "nobody signs in by this name; make one with recaller user add");
        };
    }

    private static Problem wrong(String place, String remedy) {
        return Problem.invalid(List.of(new FieldError(place, remedy)));
    }

    private static JsonObject json(Described described) {
        var json = new JsonObject().put("customerId", described.customer().toString());
        described.language().ifPresent(language -> json.put(LANGUAGE, language));
        described.segment().ifPresent(segment -> json.put(SEGMENT, segment));
        described.responsibleAgent().ifPresent(agent -> json.put(AGENT, agent));
        return json;
    }
}
