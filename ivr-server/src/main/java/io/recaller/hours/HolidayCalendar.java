package io.recaller.hours;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events of an iCalendar file, all of which close: one of whole days those days, one with times
 * that time. Made by {@link CalendarReader}. Safe for all threads; a year is worked out when it is
 * first asked for, and kept.
 */
public final class HolidayCalendar {
    private final List<CalendarEvent> events;
    private final Map<Integer, Year> years = new ConcurrentHashMap<>();

    HolidayCalendar(List<CalendarEvent> events) {
        this.events = List.copyOf(events);
    }

    /**
     * What closes in one year.
     *
     * @param days with the event's name, which may be empty
     * @param times of events that are not of whole days, and begin in this year
     */
    private record Year(Map<LocalDate, String> days, List<CalendarEvent.Occurrence> times) {}

    /** The name of the event that closes all of a date; empty when none does. */
    Optional<String> closed(LocalDate date) {
        return Optional.ofNullable(year(date.getYear()).days.get(date));
    }

    /**
     * The times that may be closed on a date.
     *
     * @param zone of events that name none
     */
    List<Interval> closings(LocalDate date, ZoneId zone) {
        var closings = new ArrayList<Interval>();
        for (var year = date.minusDays(1).getYear(); year <= date.plusDays(1).getYear(); year++) {
            for (var each : year(year).times) {
                if (each.isAbout(date)) {
                    closings.add(each.in(zone));
                }
            }
        }
        return closings;
    }

    private Year year(int year) {
        return years.computeIfAbsent(year, this::workedOut);
    }

    private Year workedOut(int year) {
        var first = LocalDate.of(year, 1, 1);
        var last = LocalDate.of(year, 12, 31);
        var days = new HashMap<LocalDate, String>();
        var times = new ArrayList<CalendarEvent.Occurrence>();
        for (var event : events) {
            if (event.allDay()) {
                event.daysIn(first, last).forEach(day -> days.putIfAbsent(day, event.name()));
            } else {
                times.addAll(event.timesIn(first, last));
            }
        }
        return new Year(Map.copyOf(days), List.copyOf(times));
    }
}
