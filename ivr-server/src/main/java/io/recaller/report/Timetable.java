package io.recaller.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Whole days of a time zone, cut into slices. A half hour is one of the clock on the wall, counted
 * from midnight: a day has 46 or 50 of them when the clock is put forward or back.
 */
public final class Timetable {
    /** A year. */
    public static final int MOST_DAYS = 366;

    /** More half hours nobody reads. */
    public static final int MOST_DAYS_BY_HALF_HOUR = 31;

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final ZoneId zone;
    private final Slice by;
    private final List<Instant> borders;

    private Timetable(ZoneId zone, Slice by, List<Instant> borders) {
        this.zone = zone;
        this.by = by;
        this.borders = List.copyOf(borders);
    }

    /**
     * Days, the last one included.
     *
     * @throws IllegalArgumentException when the last day is before the first, or there are too many
     */
    public static Timetable of(LocalDate first, LocalDate last, ZoneId zone, Slice by) {
        var days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1) {
            throw new IllegalArgumentException(
                    "the last day " + last + " is before the first " + first);
        }
        var most = by == Slice.HALF_HOUR ? MOST_DAYS_BY_HALF_HOUR : MOST_DAYS;
        if (days > most) {
            throw new IllegalArgumentException(
                    days + " days are too many by " + by.slug() + "; report at most " + most);
        }
        var borders = new ArrayList<Instant>();
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            var begin = day.atStartOfDay(zone).toInstant();
            var end = day.plusDays(1).atStartOfDay(zone).toInstant();
            switch (by) {
                case HALF_HOUR -> {
                    for (var at = begin; at.isBefore(end); at = at.plus(HALF_HOUR)) {
                        borders.add(at);
                    }
                }
                case DAY -> borders.add(begin);
                case TOTAL -> {
                    if (borders.isEmpty()) {
                        borders.add(begin);
                    }
                }
            }
        }
        borders.add(last.plusDays(1).atStartOfDay(zone).toInstant());
        return new Timetable(zone, by, borders);
    }

    /** One slice between two instants, for figures of the time just past. */
    static Timetable between(Instant from, Instant to, ZoneId zone) {
        return new Timetable(zone, Slice.TOTAL, List.of(from, to));
    }

    public ZoneId zone() {
        return zone;
    }

    public Slice by() {
        return by;
    }

    public Instant from() {
        return borders.getFirst();
    }

    /** The first instant that is not of the period. */
    public Instant to() {
        return borders.getLast();
    }

    public int slices() {
        return borders.size() - 1;
    }

    public Instant begin(int slice) {
        return borders.get(slice);
    }

    public Instant end(int slice) {
        return borders.get(slice + 1);
    }

    /** The slice an instant is in; empty: it is not of the period. */
    OptionalInt at(Instant moment) {
        if (moment.isBefore(from()) || !moment.isBefore(to())) {
            return OptionalInt.empty();
        }
        var found = Collections.binarySearch(borders, moment);
        return OptionalInt.of(found >= 0 ? found : -found - 2);
    }

    /** How much of a span lies in each slice it touches. */
    void spread(Instant since, Instant until, BiConsumer<Integer, Duration> each) {
        var at = since.isBefore(from()) ? from() : since;
        var end = until.isAfter(to()) ? to() : until;
        while (at.isBefore(end)) {
            var slice = at(at).orElseThrow();
            var border = end(slice);
            var next = border.isBefore(end) ? border : end;
            each.accept(slice, Duration.between(at, next));
            at = next;
        }
    }
}
