package io.recaller.conversation.context;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import java.time.Instant;

/** Where the context of a caller comes from. Blocking; the caller of these keeps the budget. */
public interface ContextSource {
    /** What is known by a handle. */
    Caller read(Handle handle, Instant now);

    /** What is known of one customer. */
    Caller read(CustomerId customer, Instant now);

    /** What everybody is told: nobody known, but what is being asked about lately. */
    Caller stranger(Instant now);
}
