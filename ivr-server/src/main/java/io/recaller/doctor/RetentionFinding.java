package io.recaller.doctor;

import io.recaller.contact.retention.RetentionRules;
import java.time.Duration;
import java.util.Optional;

/** For how long what is over is kept, said so that nobody is surprised either way. */
final class RetentionFinding {
    private RetentionFinding() {}

    static Finding of(RetentionRules rules) {
        return Finding.ok(
                "retention",
                "contacts "
                        + words(rules.contacts())
                        + ", activities "
                        + words(rules.activities())
                        + ", closed requests "
                        + words(rules.requests())
                        + ", facts "
                        + words(rules.facts()));
    }

    private static String words(Optional<Duration> keep) {
        return keep.map(time -> time.toDays() + "d").orElse("for ever");
    }
}
