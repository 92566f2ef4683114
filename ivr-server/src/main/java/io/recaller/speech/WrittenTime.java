package io.recaller.speech;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, a time of day or both, as other systems write them: ISO 8601 in its extended and basic
 * forms, a space for the {@code T}, offsets with and without a colon or none at all, {@code
 * 21.11.2026}, seconds and milliseconds since 1970, RFC 1123.
 *
 * @param at in the zone it is spoken in; what was not written is the first of January 2000 or
 *     midnight
 */
record WrittenTime(ZonedDateTime at, boolean hasDate, boolean hasTime) {
    private static final int LONGEST = 64;
    private static final LocalDate SOME_DAY = LocalDate.of(2000, 1, 1);
    private static final Pattern EPOCH = Pattern.compile("\\d{10}(?:\\d{3})?");
    private static final String DATE =
            "(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})"
                    + "|(?<by>\\d{4})(?<bm>\\d{2})(?<bd>\\d{2})"
                    + "|(?<sy>\\d{4})/(?<sm>\\d{1,2})/(?<sd>\\d{1,2})"
                    + "|(?<pd>\\d{1,2})\\.(?<pm>\\d{1,2})\\.(?<py>\\d{4})";
    private static final String TIME =
            "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d{1,9})?)?"
                    + "|(?<bhour>\\d{2})(?<bminute>\\d{2})(?<bsecond>\\d{2})?";
    private static final String OFFSET = "(?<utc>Z|UTC|GMT)|(?<offset>[+-]\\d{2}(?::?\\d{2}){0,2})";
    private static final String WHOLE =
            "(?<date>%s)(?:(?:T| ,? ?|, )(?<time>%s) ?(?:%s)?)?(?: ?\\[?(?<zone>[A-Z][A-Za-z]+/[A-Za-z_/+-]+)]?)?"
                    .formatted(DATE, TIME, OFFSET);
    private static final Pattern WRITTEN = Pattern.compile(WHOLE);
    private static final Pattern CLOCK =
            Pattern.compile("(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?");

    /**
     * Empty when it is nothing of that, or no day or hour there is.
     *
     * @param zone what is meant where nothing is said, and what it is spoken in
     */
    static Optional<WrittenTime> parse(String text, ZoneId zone) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var ascii = Written.asciiDigits(Written.plain(text)).replace('\u2212', '-').strip();
        try {
            return read(ascii, zone);
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<WrittenTime> read(String text, ZoneId zone) {
        if (EPOCH.matcher(text).matches()) {
            var number = Long.parseLong(text);
            return instant(
                    text.length() == 10
                            ? Instant.ofEpochSecond(number)
                            : Instant.ofEpochMilli(number),
                    zone);
        }
        var clock = CLOCK.matcher(text);
        if (clock.matches()) {
            var at = SOME_DAY.atTime(time(clock, "")).atZone(zone);
            return Optional.of(new WrittenTime(at, false, true));
        }
        var whole =
                WRITTEN.matcher(text.toUpperCase(Locale.ROOT).equals(text) ? text : upper(text));
        return whole.matches() ? Optional.of(read(whole, zone)) : rfc(text, zone);
    }

    /** {@code t} and {@code z} are allowed by RFC 3339; a zone's name stays as it is. */
    private static String upper(String text) {
        return text.replaceFirst("(?<=\\d)t(?=\\d)", "T").replaceFirst("(?<=\\d) ?z$", "Z");
    }

    private static WrittenTime read(Matcher whole, ZoneId zone) {
        var date = date(whole);
        if (whole.group("time") == null) {
            return new WrittenTime(date.atStartOfDay(zone), true, false);
        }
        var basic = whole.group("hour") == null;
        var midnight = number(whole, basic ? "bhour" : "hour") == 24;
        var local =
                midnight ? endOf(date, whole, basic) : date.atTime(time(whole, basic ? "b" : ""));
        return new WrittenTime(
                placed(local, whole)
                        .orElse(local.atZone(meant(whole, zone)))
                        .withZoneSameInstant(zone),
                true,
                true);
    }

    private static LocalDateTime endOf(LocalDate date, Matcher whole, boolean basic) {
        if (number(whole, basic ? "bminute" : "minute") != 0) {
            throw new DateTimeException("no time after 24:00");
        }
        return date.plusDays(1).atStartOfDay();
    }

    private static Optional<ZonedDateTime> placed(LocalDateTime local, Matcher whole) {
        if (whole.group("utc") != null) {
            return Optional.of(local.atZone(ZoneOffset.UTC));
        }
        return Optional.ofNullable(whole.group("offset"))
                .map(offset -> local.atZone(ZoneOffset.of(offset)));
    }

    private static ZoneId meant(Matcher whole, ZoneId zone) {
        var named = whole.group("zone");
        return named == null ? zone : ZoneId.of(named);
    }

    private static LocalDate date(Matcher whole) {
        for (var form : new String[] {"", "b", "s", "p"}) {
            if (whole.group(form + "y") != null) {
                return LocalDate.of(
                        number(whole, form + "y"),
                        number(whole, form + "m"),
                        number(whole, form + "d"));
            }
        }
        throw new DateTimeException("no date");
    }

    private static LocalTime time(Matcher found, String form) {
        return LocalTime.of(
                number(found, form + "hour"),
                number(found, form + "minute"),
                number(found, form + "second"));
    }

    private static int number(Matcher found, String group) {
        @Nullable String digits = found.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Optional<WrittenTime> rfc(String text, ZoneId zone) {
        try {
            return instant(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)), zone);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<WrittenTime> instant(Instant at, ZoneId zone) {
        return Optional.of(new WrittenTime(at.atZone(zone), true, true));
    }
}
