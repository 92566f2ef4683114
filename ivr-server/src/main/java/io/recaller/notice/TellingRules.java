package io.recaller.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When and how often customers are told something unasked. Pure.
 *
 * @param quietFrom nobody is told from then, where they are
 * @param quietUntil to then; the same as {@code quietFrom}: at any time
 * @param zone where a customer is of whom it is not known
 * @param zoneField key of the field that says in which time zone a customer is
 * @param aDay as many notices one customer gets in 24 hours
 * @param aWeek as many in 7 days
 */
public record TellingRules(
        LocalTime quietFrom,
        LocalTime quietUntil,
        ZoneId zone,
        Optional<String> zoneField,
        int aDay,
        int aWeek) {
    static final Duration DAY = Duration.ofHours(24);
    static final Duration WEEK = Duration.ofDays(7);

    /** Not at night, one a day, three a week. */
    public static TellingRules usual(ZoneId zone) {
        return new TellingRules(
                LocalTime.of(21, 0), LocalTime.of(9, 0), zone, Optional.empty(), 1, 3);
    }

    /** Of changes of one's own requests: five a day. */
    TellingRules ofRequests() {
        return new TellingRules(quietFrom, quietUntil, zone, zoneField, 5, 20);
    }

    /** Until when nobody is told there; empty: they may be told now. */
    Optional<Instant> quietUntil(Instant now, ZoneId there) {
        var local = now.atZone(there);
        if (!isQuiet(local.toLocalTime())) {
            return Optional.empty();
        }
        var end = local.with(quietUntil);
        return Optional.of(
                (end.isAfter(local) ? end : local.plusDays(1).with(quietUntil)).toInstant());
    }

    /**
     * Until when nobody is told who may be in any of these zones; of no zone, and of zones that are
     * never awake at the same time, {@link #zone} counts.
     */
    Optional<Instant> quietUntil(Instant now, Set<ZoneId> anyOf) {
        if (anyOf.isEmpty()) {
            return quietUntil(now, zone);
        }
        var then = now;
        while (then.isBefore(now.plus(DAY.multipliedBy(2)))) {
            var at = then;
            var end =
                    anyOf.stream()
                            .flatMap(each -> quietUntil(at, each).stream())
                            .max(Comparator.naturalOrder());
            if (end.isEmpty()) {
                return then.equals(now) ? Optional.empty() : Optional.of(then);
            }
            then = end.get();
        }
        return quietUntil(now, zone);
    }

    private boolean isQuiet(LocalTime time) {
        var isAfterBegin = !time.isBefore(quietFrom);
        var isBeforeEnd = time.isBefore(quietUntil);
        return quietFrom.isBefore(quietUntil)
                ? isAfterBegin && isBeforeEnd
                : !quietFrom.equals(quietUntil) && (isAfterBegin || isBeforeEnd);
    }

    /**
     * When they may be told the next one; empty: now.
     *
     * @param told when they were told others within a week, the newest first
     */
    Optional<Instant> tooMuchUntil(List<Instant> told, Instant now) {
        return Stream.of(over(told, aDay, DAY), over(told, aWeek, WEEK))
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> over(List<Instant> told, int most, Duration within) {
        return told.size() < most ? Optional.empty() : Optional.of(told.get(most - 1).plus(within));
    }
}
