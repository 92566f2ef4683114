package io.recaller.hours;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hours as a test writes them. */
final class Given {
    private Given() {}

    /** {@code "mon-fri", "09:00-18:00", "sat", "10:00-14:00"}. */
    static Week week(String... daysAndTimes) {
        var days = new EnumMap<DayOfWeek, Spans>(DayOfWeek.class);
        for (int i = 0; i < daysAndTimes.length; i += 2) {
            var spans = Spans.parse(List.of(daysAndTimes[i + 1].split(", ")));
            DayNames.parse(daysAndTimes[i]).orElseThrow().forEach(day -> days.put(day, spans));
        }
        return new Week(days);
    }

    static Hours hours(String zone, String... daysAndTimes) {
        return new Hours(ZoneId.of(zone), week(daysAndTimes), SpecialDays.none(), List.of());
    }

    /** {@code "2026-12-16", "closed"}. */
    static SpecialDays special(String... datesAndTimes) {
        var once = new HashMap<LocalDate, SpecialDays.Special>();
        for (int i = 0; i < datesAndTimes.length; i += 2) {
            once.put(
                    LocalDate.parse(datesAndTimes[i]),
                    new SpecialDays.Special(
                            Spans.parse(List.of(datesAndTimes[i + 1].split(", "))), ""));
        }
        return new SpecialDays(once, Map.of());
    }

    /** A local time there; of one that is there twice the first. */
    static Instant at(String zone, String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    /** An iCalendar file of these lines. */
    static HolidayCalendar calendar(String... lines) throws BadCalendarException {
        return CalendarReader.read("holidays.ics", ics(lines));
    }

    static String ics(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                + String.join("\r\n", lines)
                + "\r\nEND:VCALENDAR\r\n";
    }

    static String event(String... lines) {
        return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT";
    }
}
