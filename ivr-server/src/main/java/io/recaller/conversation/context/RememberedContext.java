package io.recaller.conversation.context;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import java.time.Instant;
import java.util.Map;

/** A memory given beforehand: for {@code simulate} and tests. Immutable; any thread. */
public record RememberedContext(Map<Handle, Caller> callers, Caller stranger)
        implements ContextSource {
    public RememberedContext {
        callers = Map.copyOf(callers);
    }

    @Override
    public Caller read(Handle handle, Instant now) {
        return callers.getOrDefault(handle, stranger);
    }

    @Override
    public Caller read(CustomerId customer, Instant now) {
        return callers.values().stream()
                .filter(caller -> caller.customer().filter(customer::equals).isPresent())
                .findFirst()
                .orElse(stranger);
    }

    @Override
    public Caller stranger(Instant now) {
        return stranger;
    }
}
