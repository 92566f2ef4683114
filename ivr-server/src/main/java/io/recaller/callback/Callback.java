package io.recaller.callback;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import java.time.Instant;
import java.util.Optional;

/**
 * A kept place.
 *
 * @param customer whose; empty: not known, then the number is the person
 * @param number what is called
 * @param askedFrom what they called from; empty: withheld
 * @param notBefore no agent is asked before
 * @param attempts how often the customer was rung
 * @param unreached why the last attempt came to nothing
 */
public record Callback(
        ContactId contact,
        Optional<CustomerId> customer,
        Handle number,
        Optional<Handle> askedFrom,
        Instant askedAt,
        Instant notBefore,
        int attempts,
        Optional<Unreached> unreached) {
    /** One that was just asked for. */
    public static Callback asked(
            ContactId contact,
            Optional<CustomerId> customer,
            Handle number,
            Optional<Handle> askedFrom,
            Instant at,
            Instant notBefore) {
        return new Callback(
                contact, customer, number, askedFrom, at, notBefore, 0, Optional.empty());
    }

    boolean isDue(Instant now) {
        return !notBefore.isAfter(now);
    }

    /** Whether it was tried as often as it may be. */
    boolean isSpent(CallbackRules rules) {
        return attempts >= rules.attempts();
    }

    boolean isTooOld(CallbackRules rules, Instant now) {
        return askedAt.plus(rules.keep()).isBefore(now);
    }
}
