package io.recaller.hours;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One event as it stands in the file.
 *
 * @param line the logical line it begins at
 */
record CalendarProperties(int line, List<Property> properties) {
    /**
     * One property.
     *
     * @param line its logical line
     * @param name in capitals, and so the names of parameters
     */
    record Property(int line, String name, Map<String, String> parameters, String value) {}

    /** What an event cannot mean; the message follows the event's title. */
    static final class WrongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;

        WrongException(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    CalendarProperties {
        properties = List.copyOf(properties);
    }

    String uid() {
        return value("UID").orElse("");
    }

    boolean isCancelled() {
        return value("STATUS").filter("CANCELLED"::equalsIgnoreCase).isPresent();
    }

    /** How messages name it. */
    String title() {
        return "the event" + (name().isEmpty() ? "" : " '" + name() + "'");
    }

    private String name() {
        return value("SUMMARY")
                .map(text -> text.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip())
                .orElse("");
    }

    /** The start of another event of the same UID that this one stands for. */
    Optional<LocalDateTime> replaces() {
        return first("RECURRENCE-ID").map(property -> CalendarTime.of(property).in(zone()));
    }

    /**
     * The event.
     *
     * @param replaced its starts that other events stand for
     */
    CalendarEvent event(Set<LocalDateTime> replaced) {
        var start = wholeDays(start());
        var isReplacing = first("RECURRENCE-ID").isPresent();
        var rules = isReplacing ? List.<Property>of() : all("RRULE");
        var event =
                new CalendarEvent(
                        name(),
                        start.local(),
                        start.isDate(),
                        start.zone(),
                        length(start),
                        rules.stream().map(rule -> CalendarRule.of(rule).rule()).toList(),
                        rules.stream()
                                .flatMap(rule -> CalendarRule.of(rule).until(start).stream())
                                .min(LocalDateTime::compareTo)
                                .orElse(LocalDateTime.MAX),
                        isReplacing ? Set.of() : times("RDATE", start),
                        times("EXDATE", start));
        return isReplacing ? event : event.without(replaced);
    }

    /** Some programs write a whole day from midnight to midnight. */
    private CalendarTime wholeDays(CalendarTime start) {
        var isWhole =
                first("DTEND")
                        .map(CalendarTime::of)
                        .filter(end -> start.isMidnight() && end.isMidnight())
                        .filter(end -> end.zone().equals(start.zone()))
                        .filter(end -> end.local().isAfter(start.local()))
                        .isPresent();
        return isWhole ? new CalendarTime(start.local(), true, start.zone()) : start;
    }

    private CalendarTime start() {
        return first("DTSTART")
                .map(CalendarTime::of)
                .orElseThrow(() ->
                        new WrongException(
                                line, "has no DTSTART; write DTSTART;VALUE=DATE:20261216"));
    }

    private Optional<ZoneId> zone() {
        return first("DTSTART").map(CalendarTime::of).flatMap(CalendarTime::zone);
    }

    private Duration length(CalendarTime start) {
        var end = first("DTEND");
        if (end.isPresent()) {
            return until(start, end.get());
        }
        var duration = first("DURATION");
        if (duration.isPresent()) {
            return atLeastADay(start, CalendarTime.length(duration.get()), duration.get());
        }
        if (!start.isDate()) {
            throw new WrongException(line, "has a time and no end; write DTEND or DURATION");
        }
        return Duration.ofDays(1);
    }

    private Duration until(CalendarTime start, Property end) {
        var ends = CalendarTime.of(end);
        if (start.isDate() && ends.isMidnight()) {
            return atLeastADay(start, Duration.between(start.local(), ends.local()), end);
        }
        if (ends.isDate() != start.isDate()) {
            throw new WrongException(
                    end.line(),
                    "has a DTEND of another kind than its DTSTART; write both as dates"
                            + " or both with times");
        }
        var length =
                start.zone().isEmpty() || ends.zone().isEmpty()
                        ? Duration.between(start.local(), ends.local())
                        : Duration.between(start.instant(), ends.instant());
        return atLeastADay(start, length, end);
    }

    /** Programs write an event of one day with its end on the same day, too. */
    private static Duration atLeastADay(CalendarTime start, Duration length, Property end) {
        if (start.isDate() && length.isZero()) {
            return Duration.ofDays(1);
        }
        if (length.isNegative() || length.isZero() || length.toDays() > 36_600) {
            throw new WrongException(
                    end.line(), "does not end after it begins; mend " + end.name());
        }
        return start.isDate() ? Duration.ofDays(Math.max(1, length.toDays())) : length;
    }

    private Set<LocalDateTime> times(String name, CalendarTime start) {
        var times = new HashSet<LocalDateTime>();
        for (var property : all(name)) {
            for (var time : CalendarTime.all(property)) {
                times.add(
                        start.isDate()
                                ? time.in(start.zone()).toLocalDate().atStartOfDay()
                                : time.in(start.zone()));
            }
        }
        return times;
    }

    private List<Property> all(String name) {
        return properties.stream().filter(each -> each.name.equals(name)).toList();
    }

    private Optional<Property> first(String name) {
        return all(name).stream().findFirst();
    }

    private Optional<String> value(String name) {
        return first(name).map(Property::value);
    }
}
