package io.recaller.api;

import io.recaller.customer.CustomerId;
import io.recaller.register.PinChanges;
import io.vertx.core.json.JsonObject;

/** {@code PUT /api/v1/customers/…/pin}. Blocks. */
final class PinReports {
    private final SentCheck check;
    private final PinChanges pins;

    PinReports(SentCheck check, PinChanges pins) {
        this.check = check;
        this.pins = pins;
    }

    Answer set(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        var customer =
                new CustomerId(
                        Asked.uuid("customerId", CircumstanceReader.path(sent, "customerId")));
        return pins.set(sent.sender().actor(), customer, sent.body().getString("pin"))
                ? Answer.ok(new JsonObject().put("result", "set"))
                : Problem.unknownCustomer();
    }
}
