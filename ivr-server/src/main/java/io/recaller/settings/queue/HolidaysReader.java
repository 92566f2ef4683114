package io.recaller.settings.queue;

import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.SpecialDays.Special;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.file.SettingsItem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the holidays of one of the opening hours: iCalendar files, and days with what is open on
 * them, written {@code 2026-12-31 09:00-14:00 New Year's Eve}, {@code {date: 2026-12-31, open:
 * "09:00-14:00", name: New Year's Eve}} or {@code 2026-12-31: "09:00-14:00"}.
 */
final class HolidaysReader {
    private static final int MOST_DAYS = 366;
    private static final Set<String> FIELDS = Set.of("date", "open", "name");

    private static final String DAY = "((?:\\d{4}-)?\\d{1,2}-\\d{1,2})";
    private static final Pattern ENTRY =
            Pattern.compile(
                    DAY
                            + "(?:\\s*(?:\\s-\\s|\\.\\.|/|\u2013|\u2014|\\bto\\b|\\buntil\\b)\\s*"
                            + DAY
                            + ")?(?:\\s*:)?(?:\\s+(.*))?",
                    Pattern.DOTALL);
    private static final Pattern WHAT =
            Pattern.compile(
                    "(closed|open|\\d\\S*\\s*[-\u2013\u2014]\\s*\\d\\S*"
                            + "(?:\\s*,\\s*\\d\\S*\\s*[-\u2013\u2014]\\s*\\d\\S*)*)(?:\\s+(.*))?",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_ORDER =
            Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}).*");

    private final SettingsFile file;
    private final String key;
    private final Map<String, SettingsItem> files = new LinkedHashMap<>();
    private final Map<LocalDate, Special> once = new HashMap<>();
    private final Map<MonthDay, Special> yearly = new HashMap<>();

    HolidaysReader(SettingsFile file, String key) {
        this.file = file;
        this.key = key;
        file.items(key).forEach(this::read);
    }

    /** The iCalendar files as they are named, with where. */
    Map<String, SettingsItem> files() {
        return files;
    }

    SpecialDays special() {
        return new SpecialDays(once, yearly);
    }

    private void read(SettingsItem item) {
        var fields = item.fields();
        if (fields.containsKey("date")) {
            for (var field : fields.keySet()) {
                if (!FIELDS.contains(field)) {
                    mistake(item, "has '" + field + "'; an entry has date, open and name");
                }
            }
            day(
                    item,
                    fields.getOrDefault("date", ""),
                    fields.getOrDefault("open", "closed"),
                    fields.getOrDefault("name", ""));
        } else if (fields.size() == 1) {
            fields.forEach((day, what) -> entry(item, day + " " + what));
        } else if (fields.isEmpty()) {
            entry(item, item.text().strip());
        } else {
            mistake(item, "has an entry without a date; write {date: 2026-12-31, name: …}");
        }
    }

    private void entry(SettingsItem item, String text) {
        if (text.contains("://")) {
            mistake(item, "names an address; save the calendar as a file and name that");
        } else if (text.toLowerCase(Locale.ROOT).endsWith(".ics")) {
            if (files.putIfAbsent(text, item) != null) {
                mistake(item, "names " + text + " twice; keep one of them");
            }
        } else {
            var what = ENTRY.matcher(text);
            var rest = what.matches() && what.group(3) != null ? what.group(3).strip() : "";
            var times = WHAT.matcher(rest);
            var isTimes = times.matches();
            day(
                    item,
                    rest.isEmpty() ? text : text.substring(0, text.length() - rest.length()),
                    isTimes ? times.group(1) : "closed",
                    isTimes ? (times.group(2) == null ? "" : times.group(2)) : rest);
        }
    }

    private void day(SettingsItem item, String day, String open, String name) {
        var written = ENTRY.matcher(day.strip());
        if (!written.matches()) {
            mistake(item, "has '" + day.strip() + "', which is no day" + remedy(day));
            return;
        }
        try {
            var special = new Special(Spans.parse(List.of(open.strip().split("\\s*,\\s*"))), name);
            var last = written.group(2) == null ? written.group(1) : written.group(2);
            put(item, written.group(1), last, special);
        } catch (DateTimeException _) {
            mistake(item, "has '" + day.strip() + "', which is no day there is; write 2026-12-16");
        } catch (IllegalArgumentException e) {
            mistake(item, day.strip() + " " + e.getMessage());
        }
    }

    private void put(SettingsItem item, String first, String last, Special special) {
        if (isYearly(first) != isYearly(last)) {
            mistake(item, "has a year on one side only of " + first + " and " + last);
        } else if (isYearly(first)) {
            var from = monthDay(first).atYear(2024);
            var to = monthDay(last).atYear(2024);
            days(item, from, to.isBefore(from) ? monthDay(last).atYear(2025) : to)
                    .forEach(day ->
                            put(
                                    item,
                                    yearly,
                                    MonthDay.from(day),
                                    special,
                                    day.toString().substring(5)));
        } else {
            days(item, date(first), date(last))
                    .forEach(day -> put(item, once, day, special, day.toString()));
        }
    }

    private List<LocalDate> days(SettingsItem item, LocalDate from, LocalDate to) {
        if (to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)) {
            mistake(
                    item,
                    "goes from "
                            + from
                            + " to "
                            + to
                            + "; write the earlier day first, and"
                            + " at most a year");
            return List.of();
        }
        return from.datesUntil(to.plusDays(1)).toList();
    }

    private <D> void put(
            SettingsItem item, Map<D, Special> days, D day, Special special, String shown) {
        if (days.putIfAbsent(day, special) != null) {
            mistake(item, "has " + shown + " twice; keep one of them");
        }
    }

    private static boolean isYearly(String day) {
        return day.indexOf('-') == day.lastIndexOf('-');
    }

    private static LocalDate date(String day) {
        return LocalDate.parse(day, DateTimeFormatter.ISO_LOCAL_DATE);
    }

    private static MonthDay monthDay(String day) {
        return MonthDay.parse("--" + day);
    }

    private static String remedy(String day) {
        var other = OTHER_ORDER.matcher(day.strip());
        return other.matches()
                ? "; write %s-%02d-%02d"
                        .formatted(
                                other.group(3),
                                Integer.parseInt(other.group(2)),
                                Integer.parseInt(other.group(1)))
                : "; write 2026-12-16, 12-16 for every year, or name a file that ends in .ics";
    }

    private void mistake(SettingsItem item, String what) {
        file.mistake(key, item, what);
    }
}
