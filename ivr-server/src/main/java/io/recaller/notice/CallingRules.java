package io.recaller.notice;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.time.Duration;
import java.util.Set;

/**
 * Whom notices are told by a call, and how often. Pure.
 *
 * @param prefixes of the numbers that may be called, E.164 with plus; none: nobody is
 * @param attempts how often one customer is rung for one notice, 1 or more
 * @param pause between two attempts
 * @param ring how long it rings
 * @param aDay calls in 24 hours, to all customers
 * @param atOnce calls at a time, of all servers
 */
public record CallingRules(
        Set<String> prefixes, int attempts, Duration pause, Duration ring, int aDay, int atOnce) {
    public CallingRules {
        prefixes = Set.copyOf(prefixes);
    }

    /** Nobody; else twice, an hour apart, for 25 s; 200 a day, two at a time. */
    public static CallingRules nobody() {
        return new CallingRules(Set.of(), 2, Duration.ofHours(1), Duration.ofSeconds(25), 200, 2);
    }

    boolean mayCall(Handle number) {
        return number.kind() == HandleKind.TEL
                && prefixes.stream().anyMatch(number.value()::startsWith);
    }
}
