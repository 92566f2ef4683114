package io.recaller.cli.simulate;

import io.recaller.db.Storable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a call is: {@code 2026-11-21T10:00:00Z}, with an offset, or as the clock shows it.
 *
 * @param local as the clock shows it where the installation is
 * @param offset where it says so itself
 */
public record CallTime(LocalDateTime local, Optional<ZoneId> offset) {
    /** Throws a {@link DateTimeException} for anything else. */
    public static CallTime parse(String text) {
        var written = text.strip().replaceFirst("(?<=\\d) (?=\\d)", "T");
        var time =
                written.matches(".*T.*(Z|[+-][\\d:]+)")
                        ? whole(OffsetDateTime.parse(written))
                        : new CallTime(LocalDateTime.parse(written), Optional.empty());
        if (time.local.getYear() < 1
                || time.local.getYear() > 9998
                || !Storable.canHold(time.in(ZoneId.of("UTC")))) {
            throw new DateTimeException("out of range");
        }
        return time;
    }

    private static CallTime whole(OffsetDateTime at) {
        return new CallTime(at.toLocalDateTime(), Optional.of(at.getOffset()));
    }

    Instant in(ZoneId zone) {
        return local.atZone(offset.orElse(zone)).toInstant();
    }
}
