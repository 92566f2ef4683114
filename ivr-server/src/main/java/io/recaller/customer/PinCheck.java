package io.recaller.customer;

import java.time.Instant;

/** How a PIN was checked. */
public sealed interface PinCheck {
    record Accepted() implements PinCheck {}

    /** Wrong; another try is allowed now, as far as customer and line go. */
    record Rejected() implements PinCheck {}

    /** Too many wrong PINs for this customer or from this line. Nothing is tried until then. */
    record LockedUntil(Instant until) implements PinCheck {}

    /** The customer has none. */
    record NoPin() implements PinCheck {}
}
