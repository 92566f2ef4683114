package io.recaller.hours;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stretch of time.
 *
 * @param from belongs to it
 * @param to does not; after {@code from}
 */
record Interval(Instant from, Instant to) {
    boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /** In the order of time, those that touch or overlap made one; empty ones are left out. */
    static List<Interval> joined(List<Interval> intervals) {
        var joined = new ArrayList<Interval>();
        intervals.stream()
                .filter(each -> each.from.isBefore(each.to))
                .sorted(Comparator.comparing(Interval::from))
                .forEach(each -> {
                    if (joined.isEmpty() || joined.getLast().to.isBefore(each.from)) {
                        joined.add(each);
                    } else {
                        joined.add(joined.removeLast().until(each.to));
                    }
                });
        return joined;
    }

    private Interval until(Instant other) {
        return other.isAfter(to) ? new Interval(from, other) : this;
    }

    /** What is left of it without the other: up to two. */
    Stream<Interval> without(Interval other) {
        if (!other.from.isBefore(to) || !other.to.isAfter(from)) {
            return Stream.of(this);
        }
        return Stream.of(new Interval(from, other.from), new Interval(other.to, to))
                .filter(rest -> rest.from.isBefore(rest.to));
    }
}
