package io.recaller.hours;

import io.recaller.hours.CalendarProperties.Property;
import io.recaller.hours.CalendarProperties.WrongException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Recur;

/**
 * A recurrence rule (RFC 5545, 3.3.10), its end apart: programs write that in other kinds of time
 * than the start.
 *
 * @param rule without UNTIL
 * @param last the value of UNTIL
 */
record CalendarRule(String rule, Optional<Property> last) {
    private static final Pattern UNTIL = Pattern.compile(";?UNTIL=([^;]*)");
    private static final Pattern ZERO = Pattern.compile("(?:COUNT|INTERVAL)=(?:0+|-\\d*)(?:;|$)");
    private static final Set<String> OFTEN = Set.of("SECONDLY", "MINUTELY", "HOURLY");

    static CalendarRule of(Property property) {
        var text = property.value().strip().toUpperCase(Locale.ROOT);
        var until = UNTIL.matcher(text);
        var last =
                until.find()
                        ? Optional.of(
                                new Property(property.line(), "UNTIL", Map.of(), until.group(1)))
                        : Optional.<Property>empty();
        var rule = UNTIL.matcher(text).replaceAll("").replaceFirst("^;", "");
        check(property, rule);
        return new CalendarRule(rule, last);
    }

    private static void check(Property property, String rule) {
        try {
            var recur = new Recur<LocalDate>(rule);
            if (OFTEN.contains(recur.getFrequency().name())) {
                throw new WrongException(
                        property.line(),
                        "is repeated "
                                + recur.getFrequency().name()
                                + "; holidays are DAILY,"
                                + " WEEKLY, MONTHLY or YEARLY");
            }
            if (ZERO.matcher(rule).find()) {
                throw new IllegalArgumentException("COUNT and INTERVAL are 1 or more");
            }
            if (rule.startsWith("RSCALE") && !rule.contains("RSCALE=GREGORIAN")) {
                throw new IllegalArgumentException("of other calendars only dates can be read");
            }
        } catch (IllegalArgumentException e) {
            throw new WrongException(
                    property.line(),
                    "has a RRULE that cannot be read: "
                            + e.getMessage()
                            + "; write it as FREQ=YEARLY, or each day as an event");
        }
    }

    /** The last start there may be, as the clock shows it where the event is. */
    Optional<LocalDateTime> until(CalendarTime start) {
        return last.map(CalendarTime::of)
                .map(time ->
                        time.isDate() || start.isDate()
                                ? time.in(start.zone()).toLocalDate().atTime(LocalTime.MAX)
                                : time.in(start.zone()));
    }
}
