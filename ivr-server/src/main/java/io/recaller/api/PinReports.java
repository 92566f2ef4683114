package io.recaller.api;

import io.recaller.customer.CustomerId;
import io.recaller.customer.pin.WrittenPin;
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
        var pin = WrittenPin.of(sent.body().getString("pin"));
        if (!pins.set(sent.sender().actor(), customer, pin)) {
            return Problem.unknownCustomer();
        }
        var set = new JsonObject().put("result", "set");
        var doubts = pins.doubts(pin);
        if (!doubts.isEmpty()) {
            set.put("warning", "pin " + String.join("; it ", doubts));
        }
        return Answer.ok(set);
    }
}
