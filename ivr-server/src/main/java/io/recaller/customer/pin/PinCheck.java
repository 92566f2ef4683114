package io.recaller.customer.pin;

import java.time.Instant;

/** How a PIN was checked. */
public sealed interface PinCheck {
    record Accepted() implements PinCheck {}

    /**
     * Wrong; another try is allowed now, as far as customer and line go.
     *
     * @param customers when this is the first time in a day that this customer was tried with this
     *     PIN: on how many customers it was tried in that day and wrong; else 0
     */
    record Rejected(int customers) implements PinCheck {}

    /**
     * Too many wrong PINs. Nothing is tried until then, and trying makes it no later.
     *
     * @param customers as in {@link Rejected}, when it was this try that used up the budget; else 0
     */
    record LockedUntil(Instant until, int customers) implements PinCheck {}

    /** The customer has none. */
    record NoPin() implements PinCheck {}

    /** The customer's cannot be read: the key it is encrypted with is not in the pepper file. */
    record NoPepper() implements PinCheck {}
}
