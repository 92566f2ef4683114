package io.recaller.contact.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * For how long what is over is kept; empty: for ever.
 *
 * @param contacts interactions, from their end on; where none was told, from their beginning
 * @param activities from their beginning on
 * @param requests closed ones, from then on
 * @param facts from the instant on until which they were true
 */
public record RetentionRules(
        Optional<Duration> contacts,
        Optional<Duration> activities,
        Optional<Duration> requests,
        Optional<Duration> facts) {
    /**
     * Contacts younger than that are in use: the automatic fall-back of menus looks back four
     * weeks, and who calls again within one counts with the call before.
     */
    public static final Duration LEAST_FOR_CONTACTS = Duration.ofDays(40);

    /** Of all else. */
    public static final Duration LEAST = Duration.ofDays(1);

    public RetentionRules {
        if (contacts.filter(keep -> keep.compareTo(LEAST_FOR_CONTACTS) < 0).isPresent()) {
            throw new IllegalArgumentException("contacts are kept for 40 days at least");
        }
        if (Stream.of(activities, requests, facts)
                .flatMap(Optional::stream)
                .anyMatch(keep -> keep.compareTo(LEAST) < 0)) {
            throw new IllegalArgumentException("a day is the least for which anything is kept");
        }
    }

    /** Contacts of the nature that is kept shortest may be deleted before; empty: none may. */
    Optional<Instant> contactsFrom(Instant now) {
        return Stream.of(contacts, activities)
                .flatMap(Optional::stream)
                .map(now::minus)
                .max(Instant::compareTo);
    }
}
