package io.recaller.hours;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;

/**
 * One event of a calendar with all its repetitions (RFC 5545, 3.8.5).
 *
 * @param name its summary; may be empty
 * @param start the first one, of a whole day at 00:00
 * @param zone of its times; empty: wherever it is looked at
 * @param length longer than nothing; of whole days a number of days
 * @param rules recurrence rules without UNTIL
 * @param until the last start there may be
 * @param more starts besides
 * @param except starts that are none; at 00:00 also all of that day
 */
record CalendarEvent(
        String name,
        LocalDateTime start,
        boolean allDay,
        Optional<ZoneId> zone,
        Duration length,
        List<String> rules,
        LocalDateTime until,
        Set<LocalDateTime> more,
        Set<LocalDateTime> except) {
    CalendarEvent {
        rules = List.copyOf(rules);
        more = Set.copyOf(more);
        except = Set.copyOf(except);
    }

    /** One of its times. */
    record Occurrence(LocalDateTime from, Duration length, Optional<ZoneId> zone) {
        /** Whether it can touch a date in any zone. */
        boolean isAbout(LocalDate date) {
            return from.toLocalDate().isBefore(date.plusDays(3))
                    && from.plus(length).toLocalDate().isAfter(date.minusDays(3));
        }

        Interval in(ZoneId local) {
            var began = from.atZone(zone.orElse(local)).toInstant();
            return new Interval(began, began.plus(length));
        }
    }

    /** The days of a period that an event of whole days takes. */
    Stream<LocalDate> daysIn(LocalDate first, LocalDate last) {
        var days = length.toDays();
        return starts(first.minusDays(days), last).stream()
                .flatMap(from -> from.toLocalDate().datesUntil(from.toLocalDate().plusDays(days)))
                .filter(day -> !day.isBefore(first) && !day.isAfter(last));
    }

    /** The times that begin in a period, or go on in it. */
    List<Occurrence> timesIn(LocalDate first, LocalDate last) {
        return starts(first.minusDays(length.toDays() + 1), last).stream()
                .map(from -> new Occurrence(from, length, zone))
                .toList();
    }

    private Set<LocalDateTime> starts(LocalDate first, LocalDate last) {
        var starts = new TreeSet<>(more);
        starts.add(start);
        for (var rule : rules) {
            starts.addAll(repeated(rule, first, last));
        }
        starts.removeIf(from ->
                from.toLocalDate().isBefore(first)
                        || from.toLocalDate().isAfter(last)
                        || isExcept(from));
        return starts;
    }

    private List<LocalDateTime> repeated(String rule, LocalDate first, LocalDate last) {
        if (last.isBefore(start.toLocalDate())) {
            return List.of();
        }
        var from = first.isBefore(start.toLocalDate()) ? start.toLocalDate() : first;
        var found =
                allDay
                        ? new Recur<LocalDate>(rule)
                                .getDates(start.toLocalDate(), from, last).stream()
                                        .map(LocalDate::atStartOfDay)
                        : new Recur<LocalDateTime>(rule)
                                        .getDates(
                                                start,
                                                from.atStartOfDay(),
                                                last.plusDays(1).atStartOfDay())
                                        .stream();
        return found.filter(each -> !each.isAfter(until) && !each.isBefore(start)).toList();
    }

    private boolean isExcept(LocalDateTime from) {
        return except.contains(from) || except.contains(from.toLocalDate().atStartOfDay());
    }

    /** Without the start that another event replaces. */
    CalendarEvent without(Set<LocalDateTime> replaced) {
        var more = new TreeSet<>(except);
        more.addAll(replaced);
        return new CalendarEvent(name, start, allDay, zone, length, rules, until, this.more, more);
    }
}
