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
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, a time of day or both, as other systems write them: ISO 8601 in its extended and basic
 * forms, a space for the {@code T}, offsets with and without a colon or none at all, {@code GMT+5},
 * Java's {@code Z[UTC]}, {@code 2026-W47-6}, {@code 2026-325}, {@code 21.11.2026}, months in words
 * as RFC 1123, C and people have them, {@code 11:05 PM}, seconds and milliseconds since 1970.
 *
 * @param at in the zone it is spoken in; what was not written is the first of January 2000 or
 *     midnight
 */
record WrittenTime(ZonedDateTime at, boolean hasDate, boolean hasTime) {
    private static final int LONGEST = 64;
    private static final LocalDate SOME_DAY = LocalDate.of(2000, 1, 1);
    private static final int HALF_A_DAY = 12;
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2199;
    private static final int LEAP = 60;
    private static final int LAST_HOUR = 23;
    private static final int LAST_MINUTE = 59;

    private static final DateTimeFormatter BASIC_WEEK_DATE =
            new DateTimeFormatterBuilder()
                    .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
                    .appendLiteral('W')
                    .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
                    .appendValue(ChronoField.DAY_OF_WEEK, 1)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern EPOCH = Pattern.compile("\\d{10}(?:\\d{3}|\\.\\d{1,9})?");
    private static final String DATE =
            "(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})"
                    + "|(?<by>\\d{4})(?<bm>\\d{2})(?<bd>\\d{2})"
                    + "|(?<sy>\\d{4})[/.](?<sm>\\d{1,2})[/.](?<sd>\\d{1,2})"
                    + "|(?<pd>\\d{1,2})\\.(?<pm>\\d{1,2})\\.(?<py>\\d{4})"
                    + "|(?<wy>\\d{4})-?W(?<ww>\\d{2})-?(?<wd>[1-7])"
                    + "|(?<oy>\\d{4})-(?<od>\\d{3})";

    /** With a month in words, which says which number is the day. */
    private static final String WORDED =
            "(?:(?<week>\\p{L}{2,})\\.?,? )?(?:"
                    + "(?<nd>\\d{1,2})(?:\\.|st|nd|rd|th|er|º)?(?:[ -]| de )?(?<nm>\\p{L}{3,})"
                    + "\\.?,?(?:[ -]| de )?(?<ny>\\d{4})(?: ?(?:г\\.?|года|р\\.?|року|ж\\.?|жыл))?"
                    + "|(?<am>\\p{L}{3,})\\.? (?<ad>\\d{1,2})(?:st|nd|rd|th)?,? (?<ay>\\d{4}))"
                    + "|(?<zy>\\d{4})\\.?[ -](?<zm>\\p{L}{3,})\\.?[ -](?<zd>\\d{1,2})\\.?"
                    + "|(?<ky>\\d{4}) ?(?:ж\\.|жылғы|жылдың) (?<kd>\\d{1,2}) (?<km>\\p{L}{3,})";

    /** As C and Java write a time when nobody tells them how: its year is at the end. */
    private static final Pattern YEAR_LAST =
            Pattern.compile(
                    "(\\p{L}{3}) (\\p{L}{3}) (\\d{1,2}) (\\d{1,2}:\\d{2}:\\d{2})((?: [A-Z]{3}[0-9:+-]*)?) (\\d{4})");

    private static final String CLOCK =
            "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d{1,9})?)?"
                    + "(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?";
    private static final String BASIC_CLOCK =
            "(?<bhour>\\d{2})(?<bminute>\\d{2})(?<bsecond>\\d{2})?";
    private static final String OFFSET =
            "(?:UTC|GMT)?(?<sign>[+-])(?<oh>\\d{1,2})(?::?(?<om>\\d{2})(?::?(?<os>\\d{2}))?)?"
                    + "|(?<utc>Z|UTC|GMT)";
    private static final String ZONE = "[A-Z][A-Za-z]+/[A-Za-z0-9_/+-]+|[A-Z]{3}\\d?(?:[A-Z]{3})?";
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "(?<date>%s|%s)(?:(?:T| ,? ?|, | at )(?<time>%s|%s))? ?(?:%s)?(?: ?\\[?(?<zone>%s)]?)?"
                            .formatted(DATE, WORDED, CLOCK, BASIC_CLOCK, OFFSET, ZONE));
    private static final Pattern TIME_ALONE =
            Pattern.compile("T?%s ?(?:%s)?".formatted(CLOCK, OFFSET));

    /**
     * Empty when it is nothing of that, or no day or hour there is.
     *
     * @param zone what is meant where nothing is said, and what it is spoken in
     */
    static Optional<WrittenTime> parse(String text, ZoneId zone) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var ascii = Written.ascii(text);
        try {
            return read(ascii, zone);
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<WrittenTime> read(String text, ZoneId zone) {
        if (EPOCH.matcher(text).matches()) {
            return instant(sinceEpoch(text), zone);
        }
        var clock = TIME_ALONE.matcher(text);
        if (clock.matches()) {
            var at = placed(at(SOME_DAY, clock), clock, zone);
            return Optional.of(new WrittenTime(at, false, true));
        }
        var whole =
                WRITTEN.matcher(YEAR_LAST.matcher(upper(text)).replaceFirst("$1 $3 $2 $6 $4$5"));
        return whole.matches() ? Optional.of(read(whole, zone)) : Optional.empty();
    }

    private static Instant sinceEpoch(String text) {
        var seconds = Instant.ofEpochSecond(Long.parseLong(text.substring(0, 10)));
        return text.length() == 10 || text.charAt(10) == '.'
                ? seconds
                : Instant.ofEpochMilli(Long.parseLong(text));
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
        return new WrittenTime(placed(at(date, whole), whole, zone), true, true);
    }

    private static LocalDateTime at(LocalDate date, Matcher found) {
        var form = found.group("hour") == null ? "b" : "";
        if (number(found, form + "hour") != 24) {
            return date.atTime(time(found, form));
        }
        if (number(found, form + "minute") != 0) {
            throw new DateTimeException("no time after 24:00");
        }
        return date.plusDays(1).atStartOfDay();
    }

    /** Where it was written, told in the zone it is spoken in. */
    private static ZonedDateTime placed(LocalDateTime local, Matcher found, ZoneId zone) {
        var at = local.atZone(offset(found).orElseGet(() -> meant(found, zone)));
        if (number(found, "second") == LEAP || number(found, "bsecond") == LEAP) {
            var world = at.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
            if (!isLastOfADay(local) && !isLastOfADay(world)) {
                throw new DateTimeException("no leap second is there");
            }
        }
        return at.withZoneSameInstant(zone);
    }

    private static boolean isLastOfADay(LocalDateTime time) {
        return time.getHour() == LAST_HOUR && time.getMinute() == LAST_MINUTE;
    }

    private static Optional<ZoneId> offset(Matcher found) {
        if (found.group("utc") != null) {
            return Optional.of(ZoneOffset.UTC);
        }
        if (found.group("sign") == null) {
            return Optional.empty();
        }
        var sign = found.group("sign").equals("-") ? -1 : 1;
        return Optional.of(
                ZoneOffset.ofHoursMinutesSeconds(
                        sign * number(found, "oh"),
                        sign * number(found, "om"),
                        sign * number(found, "os")));
    }

    private static ZoneId meant(Matcher found, ZoneId zone) {
        @Nullable String named =
                found.namedGroups().containsKey("zone") ? found.group("zone") : null;
        return named == null ? zone : ZoneId.of(named);
    }

    private static LocalDate date(Matcher whole) {
        for (var form : new String[] {"", "b", "s", "p"}) {
            if (whole.group(form + "y") != null) {
                return near(
                        LocalDate.of(
                                number(whole, form + "y"),
                                number(whole, form + "m"),
                                number(whole, form + "d")));
            }
        }
        for (var form : new String[] {"n", "a", "z", "k"}) {
            if (whole.group(form + "y") != null) {
                return near(worded(whole, form));
            }
        }
        return near(LocalDate.parse(whole.group("date"), unspoken(whole)));
    }

    /** A week's or a year's day. */
    private static DateTimeFormatter unspoken(Matcher whole) {
        if (whole.group("oy") != null) {
            return DateTimeFormatter.ISO_ORDINAL_DATE;
        }
        return whole.group("date").indexOf('-') < 0
                ? BASIC_WEEK_DATE
                : DateTimeFormatter.ISO_WEEK_DATE;
    }

    /** A weekday that is told with it must be that day's: one of both is wrong else. */
    private static LocalDate worded(Matcher whole, String form) {
        var month =
                MonthNames.meant(whole.group(form + "m"))
                        .orElseThrow(() -> new DateTimeException("no month, or several"));
        var date = LocalDate.of(number(whole, form + "y"), month, number(whole, form + "d"));
        @Nullable String week = whole.group("week");
        if (week != null && !MonthNames.isWeekday(week, date.getDayOfWeek())) {
            throw new DateTimeException("no such weekday");
        }
        return date;
    }

    /**
     * Other systems say "never" by the first or the last year they have, and another calendar's
     * years look like these: no such day is told to anybody.
     */
    private static LocalDate near(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("no year that is spoken of");
        }
        return date;
    }

    private static LocalTime time(Matcher found, String form) {
        var second = number(found, form + "second");
        return LocalTime.of(
                hour(found, form),
                number(found, form + "minute"),
                second == LEAP ? LEAP - 1 : second);
    }

    /** Of the day: 12 AM is midnight. */
    private static int hour(Matcher found, String form) {
        var hour = number(found, form + "hour");
        @Nullable String half = form.isEmpty() ? found.group("half") : null;
        if (half == null) {
            return hour;
        }
        if (hour < 1 || hour > HALF_A_DAY) {
            throw new DateTimeException("no such hour before or after noon");
        }
        return hour % HALF_A_DAY + (half.equalsIgnoreCase("p") ? HALF_A_DAY : 0);
    }

    private static int number(Matcher found, String group) {
        @Nullable String digits =
                found.namedGroups().containsKey(group) ? found.group(group) : null;
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Optional<WrittenTime> instant(Instant at, ZoneId zone) {
        return Optional.of(new WrittenTime(at.atZone(zone), true, true));
    }
}
