package io.recaller.contact.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * The contacts of one partition: of a month (UTC), or of all time before the first month that has
 * one of its own.
 *
 * @param from empty: whatever is older than {@code until}
 * @param until the instant after its last
 */
record Month(Optional<Instant> from, Instant until) {
    private static final YearMonth FIRST = YearMonth.of(2010, 1);

    /** Of the months that have a partition, those that began before an instant. */
    static List<Month> before(Instant end, List<YearMonth> there) {
        var first = new Month(Optional.empty(), start(FIRST));
        var others =
                there.stream()
                        .filter(month -> start(month).isBefore(end))
                        .map(month ->
                                new Month(Optional.of(start(month)), start(month.plusMonths(1))));
        return Stream.concat(Stream.of(first), others).toList();
    }

    /** In words that let the database look at one partition only. */
    Condition holds(Field<Instant> startedAt) {
        var before = startedAt.lt(until);
        return from.map(start -> startedAt.ge(start).and(before)).orElse(before);
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
