package io.recaller.backtest.log;

import io.recaller.speech.MonthNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as systems and spreadsheets write it: ISO-8601, {@code 21.11.2026 10:00}, {@code
 * 11/21/2026 10:00 AM}, {@code 21-Nov-2026 10:00}, {@code 20261121100000}, seconds or milliseconds
 * since 1970.
 *
 * @param first the number before the month or day where {@code open}, else the day
 * @param second the other one
 * @param open whether day and month could be told by no sign
 * @param offset empty for a local time
 * @param word how the month is written, where by a name; {@code second} is 0 where that is another
 *     month in another language
 */
record LogTime(
        int year,
        int first,
        int second,
        boolean open,
        LocalTime time,
        Optional<ZoneOffset> offset,
        Optional<String> word) {
    private static final String DOCUMENTED = "0000-00-00T00:00:00Z";

    private static final Optional<ZoneOffset> UTC = Optional.of(ZoneOffset.UTC);

    /** Between day and time: {@code 21.11.2026, 10:00}, {@code 21/11/2026 à 10:00}. */
    private static final String AT = "(?:[Tt ,]+|,? (?:at|à|às|um|в|о) )";

    private static final String TIME =
            "(?:"
                    + AT
                    + "(?<hour>\\d{1,2})[:.h](?<minute>\\d{2})"
                    + "(?:[:.](?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9})\\d*)?)?"
                    + "(?: ?(?<half>[AaPp]\\.? ?[Mm]\\.?)| Uhr)?)"
                    + " ?(?<zone>Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?";

    private static final Pattern YEAR_FIRST =
            Pattern.compile(
                    "(?<year>\\d{4})[-/.] ?(?<month>\\d{1,2})[-/.] ?(?<day>\\d{1,2})\\.?" + TIME);

    private static final Pattern YEAR_LAST =
            Pattern.compile(
                    "(?<one>\\d{1,2})(?<sign>[-/.]) ?(?<other>\\d{1,2})\\k<sign> ?"
                            + "(?<year>\\d{4}|\\d{2})"
                            + TIME);

    /** {@code 21 de noviembre de 2026}, {@code 21 ноя. 2026 г.}, {@code November 21, 2026}. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?:(?<day>\\d{1,2})(?: de |[-/. ]+)(?<month>\\p{L}{3,12})\\.?"
                            + "|(?<monthfirst>\\p{L}{3,12})\\.? (?<daysecond>\\d{1,2}))"
                            + "(?: de |[-/., ]+)(?<year>\\d{4}|\\d{2})(?: ?[гр])?\\.?"
                            + TIME);

    /** {@code Sat, 21 Nov 2026 10:00:00 +0500}: the date says it too. */
    private static final Pattern WEEKDAY = Pattern.compile("^\\p{L}{2,14}\\.?, ");

    private static final Pattern DIGITS =
            Pattern.compile(
                    "(?<year>(?:19|20)\\d{2})(?<month>\\d{2})(?<day>\\d{2})[Tt ]?"
                            + "(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})(?<zone>Z)?");

    private static final Pattern SINCE_1970 = Pattern.compile("(\\d{10})(?:\\d{3}|[.]\\d+)?");

    /** Empty when it is none. */
    static Optional<LogTime> of(String written) {
        try {
            return Optional.ofNullable(
                    isDocumented(written) ? documented(written) : read(undayed(plain(written))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** {@code 2026-11-21T10:00:00Z}, which most logs of millions have. */
    private static boolean isDocumented(String text) {
        if (text.length() != DOCUMENTED.length()) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var form = DOCUMENTED.charAt(i);
            var letter = text.charAt(i);
            if (form == '0' ? letter < '0' || letter > '9' : letter != form) {
                return false;
            }
        }
        return true;
    }

    private static LogTime documented(String text) {
        return new LogTime(
                Integer.parseInt(text, 0, 4, 10),
                Integer.parseInt(text, 8, 10, 10),
                Integer.parseInt(text, 5, 7, 10),
                false,
                LocalTime.of(
                        Integer.parseInt(text, 11, 13, 10),
                        Integer.parseInt(text, 14, 16, 10),
                        Integer.parseInt(text, 17, 19, 10)),
                UTC,
                Optional.empty());
    }

    private static @Nullable LogTime read(String text) {
        var yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return told(yearFirst, number(yearFirst, "month"), number(yearFirst, "day"));
        }
        var yearLast = YEAR_LAST.matcher(text);
        if (yearLast.matches()) {
            // With dots the day is first wherever dates are written so.
            var open = !yearLast.group("sign").equals(".");
            return new LogTime(
                    year(yearLast),
                    number(yearLast, "one"),
                    number(yearLast, "other"),
                    open,
                    time(yearLast),
                    offset(yearLast),
                    Optional.empty());
        }
        var named = NAMED.matcher(text);
        if (named.matches()) {
            return named(named);
        }
        var digits = DIGITS.matcher(text);
        if (digits.matches()) {
            var time =
                    LocalTime.of(
                            number(digits, "hour"),
                            number(digits, "minute"),
                            number(digits, "second"));
            return new LogTime(
                    number(digits, "year"),
                    number(digits, "day"),
                    number(digits, "month"),
                    false,
                    time,
                    Optional.ofNullable(digits.group("zone")).map(_ -> ZoneOffset.UTC),
                    Optional.empty());
        }
        var since = SINCE_1970.matcher(text);
        return since.matches() ? since(Long.parseLong(since.group(1))) : null;
    }

    private static @Nullable LogTime named(Matcher found) {
        var dayFirst = found.group("month") != null;
        var word = found.group(dayFirst ? "month" : "monthfirst");
        var months = MonthNames.of(word).keySet();
        return months.isEmpty()
                ? null
                : new LogTime(
                        year(found),
                        number(found, dayFirst ? "day" : "daysecond"),
                        months.size() == 1 ? months.iterator().next() : 0,
                        false,
                        time(found),
                        offset(found),
                        Optional.of(word));
    }

    private static LogTime told(Matcher found, int month, int day) {
        return new LogTime(
                year(found), day, month, false, time(found), offset(found), Optional.empty());
    }

    private static LogTime since(long seconds) {
        var at = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return new LogTime(
                at.getYear(),
                at.getDayOfMonth(),
                at.getMonthValue(),
                false,
                at.toLocalTime(),
                UTC,
                Optional.empty());
    }

    private static String undayed(String text) {
        return text.isEmpty() || !Character.isLetter(text.charAt(0))
                ? text
                : WEEKDAY.matcher(text).replaceFirst("");
    }

    /** Every script's digits and spaces as ASCII has them. */
    private static String plain(String written) {
        if (written.chars().allMatch(letter -> letter < 128)) {
            return written;
        }
        var plain = new StringBuilder();
        written.codePoints()
                .forEach(letter -> {
                    if (Character.isDigit(letter)) {
                        plain.append(Character.digit(letter, 10));
                    } else if (Character.isSpaceChar(letter)) {
                        plain.append(' ');
                    } else if (Character.getType(letter) != Character.FORMAT) {
                        plain.appendCodePoint(letter);
                    }
                });
        return plain.toString();
    }

    private static int number(Matcher found, String group) {
        return Integer.parseInt(found.group(group));
    }

    private static int year(Matcher found) {
        var year = number(found, "year");
        return found.group("year").length() == 2 ? 2000 + year : year;
    }

    private static LocalTime time(Matcher found) {
        var fraction = found.group("fraction");
        return LocalTime.of(
                hour(found),
                number(found, "minute"),
                found.group("second") == null ? 0 : number(found, "second"),
                fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
    }

    private static int hour(Matcher found) {
        var hour = number(found, "hour");
        var half = found.group("half");
        if (half == null) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("no such hour");
        }
        return hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
    }

    private static Optional<ZoneOffset> offset(Matcher found) {
        return Optional.ofNullable(found.group("zone"))
                .map(zone ->
                        Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone));
    }

    /** What the numbers alone tell: one above 12 is the day. */
    Optional<DayOrder> order() {
        if (!open || (first <= 12 && second <= 12)) {
            return Optional.empty();
        }
        return Optional.of(first > 12 ? DayOrder.DAY_FIRST : DayOrder.MONTH_FIRST);
    }

    /** Whether only the other rows of a file can tell day from month. */
    boolean isAmbiguous() {
        return open && first <= 12 && second <= 12 && first != second;
    }

    private LogTime of(int month) {
        return new LogTime(year, first, month, open, time, offset, Optional.empty());
    }

    /**
     * When it was.
     *
     * @param languages of the months' names
     * @return empty when there is no such day
     */
    Optional<Instant> at(DayOrder order, ZoneId zone, Set<String> languages) {
        if (second == 0 && word.isPresent()) {
            var months = MonthNames.in(languages, word.get());
            return months.size() == 1
                    ? of(months.getFirst()).at(order, zone, languages)
                    : Optional.empty();
        }
        var monthFirst = open && order == DayOrder.MONTH_FIRST;
        try {
            var date = LocalDate.of(year, monthFirst ? first : second, monthFirst ? second : first);
            var local = date.atTime(time);
            return Optional.of(
                    offset.map(local::toInstant).orElseGet(() -> local.atZone(zone).toInstant()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
