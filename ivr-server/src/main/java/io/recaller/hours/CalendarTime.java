package io.recaller.hours;

import com.ibm.icu.util.TimeZone;
import io.recaller.hours.CalendarProperties.Property;
import io.recaller.hours.CalendarProperties.WrongException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A date, or a date with a time (RFC 5545, 3.3.4 and 3.3.5).
 *
 * @param local of a date 00:00
 * @param zone empty: wherever it is looked at
 */
record CalendarTime(LocalDateTime local, boolean isDate, Optional<ZoneId> zone) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final Pattern LENGTH =
            Pattern.compile("\\+?P(?:(\\d{1,4})W)?(\\d{1,5}D)?(T(?:\\d{1,6}[HMS])+)?");

    static CalendarTime of(Property property) {
        return of(property, property.value());
    }

    /** A list of them; of a period the start. */
    static List<CalendarTime> all(Property property) {
        return Stream.of(property.value().split(","))
                .map(each -> of(property, each.split("/", -1)[0]))
                .toList();
    }

    private static CalendarTime of(Property property, String value) {
        var text = value.strip();
        try {
            if (text.matches("\\d{8}")) {
                return new CalendarTime(
                        LocalDate.parse(text, DATE).atStartOfDay(), true, Optional.empty());
            }
            if (text.endsWith("Z")) {
                var local = LocalDateTime.parse(text.substring(0, text.length() - 1), TIME);
                return new CalendarTime(local, false, Optional.of(ZoneOffset.UTC));
            }
            var zone =
                    Optional.ofNullable(property.parameters().get("TZID"))
                            .map(id -> id.replace("\"", "").strip());
            return new CalendarTime(
                    LocalDateTime.parse(text, TIME), false, zone.map(id -> zone(property, id)));
        } catch (DateTimeException _) {
            throw new WrongException(
                    property.line(),
                    "has "
                            + property.name()
                            + ":"
                            + text
                            + ", which is no day; write it as 20261216 or 20261216T130000");
        }
    }

    /** IANA's names, bare or behind a path as some programs write them, and those of Windows. */
    private static ZoneId zone(Property property, String id) {
        var parts = id.split("/", -1);
        var path = parts.length < 2 ? id : parts[parts.length - 2] + "/" + parts[parts.length - 1];
        return Stream.of(id, path)
                .flatMap(name -> known(name).stream())
                .findFirst()
                .or(() ->
                        Optional.ofNullable(TimeZone.getIDForWindowsID(id, null))
                                .flatMap(CalendarTime::known))
                .orElseThrow(() ->
                        new WrongException(
                                property.line(),
                                "is in the time zone '"
                                        + id
                                        + "', which nobody knows; write one such as Asia/Almaty"));
    }

    private static Optional<ZoneId> known(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** A length of time such as {@code P1D}, {@code P2W} or {@code PT1H30M}. */
    static Duration length(Property property) {
        var text = property.value().strip();
        var found = LENGTH.matcher(text);
        try {
            if (found.matches() && text.length() > 1) {
                var weeks = found.group(1);
                return weeks == null
                        ? Duration.parse(text.replace("+", ""))
                        : Duration.ofDays(7L * Integer.parseInt(weeks));
            }
        } catch (DateTimeException _) {
            // Told below.
        }
        throw new WrongException(
                property.line(), "has a DURATION that is none: " + text + "; write P1D or PT2H");
    }

    /** Whether it is the beginning of a day somewhere; UTC's is that of nobody's day. */
    boolean isMidnight() {
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                && zone.filter(ZoneOffset.UTC::equals).isEmpty();
    }

    /** Only where there is a zone. */
    Instant instant() {
        return local.atZone(zone.orElse(ZoneOffset.UTC)).toInstant();
    }

    /** What the clock shows there at that time; where one of the zones is open, the same. */
    LocalDateTime in(Optional<ZoneId> other) {
        return zone.isEmpty() || other.isEmpty()
                ? local
                : LocalDateTime.ofInstant(instant(), other.get());
    }
}
