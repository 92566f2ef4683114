package io.recaller.api;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.register.LinkChanges;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** {@code PUT} and {@code DELETE /api/v1/customers/…/handles/…}. Every method blocks. */
final class LinkReports {
    private final ContactReader reader;
    private final LinkChanges links;

    LinkReports(ContactReader reader, LinkChanges links) {
        this.reader = reader;
        this.links = links;
    }

    Answer prove(Asked asked) {
        return links.prove(asked.sender().actor(), customer(asked), handle(asked))
                .map(shared ->
                        Answer.ok(new JsonObject().put("result", "proved").put("shared", shared)))
                .orElse(Problem.unknownCustomer());
    }

    Answer undo(Asked asked) {
        return links.undo(asked.sender().actor(), customer(asked), handle(asked))
                .map(undone ->
                        undone
                                ? Answer.ok(new JsonObject().put("result", "undone"))
                                : Problem.unknownLink())
                .orElse(Problem.unknownCustomer());
    }

    private static CustomerId customer(Asked asked) {
        return new CustomerId(asked.id("customerId"));
    }

    private Handle handle(Asked asked) {
        var given = asked.request().getPathParameters().get("handle");
        return reader.handle("handle", String.valueOf(Objects.requireNonNull(given).get()));
    }
}
