package io.recaller.settings.queue;

import io.recaller.hours.DayNames;
import io.recaller.hours.HolidayCalendar;
import io.recaller.hours.Hours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.file.SettingsItem;
import io.recaller.text.Nearest;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads when what is open. */
public final class HoursReader {
    private static final Set<String> OTHER_KEYS = Set.of("zone", "holidays");

    private final SettingsFile file;
    private final Path folder;
    private final ZoneId zone;

    /** Read once, be it named by several hours. */
    private final Map<Path, Optional<HolidayCalendar>> calendars = new HashMap<>();

    public HoursReader(SettingsFile file, Path folder, ZoneId zone) {
        this.file = file;
        this.folder = folder;
        this.zone = zone;
    }

    public Map<String, HoursPlan> hours() {
        var hours = new LinkedHashMap<String, HoursPlan>();
        for (var name : file.sections("hours")) {
            var at = "hours." + name;
            if (!name.matches("[a-z][a-z0-9_-]{0,59}")) {
                file.mistake(
                        at,
                        "must be named in lower case letters, digits, - and _, such as support");
            }
            hours.put(name, isDaily(at) ? daily(at) : plan(at));
        }
        return Map.copyOf(hours);
    }

    /** Whether there are times, or a list of times, and no section of days. */
    private boolean isDaily(String at) {
        return !file.isSection(at) || !file.list(at).isEmpty();
    }

    /** {@code hours.emergency: open}: the same every day. */
    private HoursPlan daily(String at) {
        var days = new EnumMap<DayOfWeek, Spans>(DayOfWeek.class);
        var spans = spans(at);
        for (var day : DayOfWeek.values()) {
            days.put(day, spans);
        }
        return new HoursPlan(
                new Hours(zone, week(at, days), SpecialDays.none(), List.of()), List.of());
    }

    private HoursPlan plan(String at) {
        var own =
                file.value(
                        at + ".zone", zone, ZoneId::of, "a time zone (IANA) such as Asia/Almaty");
        var week = week(at);
        var holidays = new HolidaysReader(file, at + ".holidays");
        var read = new ArrayList<HolidayCalendar>();
        var files = new ArrayList<Path>();
        holidays.files()
                .forEach((name, item) -> {
                    var path = folder.resolve(name).normalize();
                    calendars
                            .computeIfAbsent(path, _ -> calendar(at + ".holidays", item, path))
                            .ifPresent(calendar -> {
                                read.add(calendar);
                                files.add(path);
                            });
                });
        return new HoursPlan(new Hours(own, week, holidays.special(), read), files);
    }

    private Optional<HolidayCalendar> calendar(String key, SettingsItem item, Path path) {
        try {
            return Optional.of(HoursPlan.read(path));
        } catch (HoursPlan.UnusableException e) {
            file.mistake(key, item, "cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Week week(String at) {
        var days = new EnumMap<DayOfWeek, Spans>(DayOfWeek.class);
        var said = new EnumMap<DayOfWeek, String>(DayOfWeek.class);
        var keys = file.sections(at).stream().filter(key -> !OTHER_KEYS.contains(key)).toList();
        for (var key : keys) {
            var about = days(at, key);
            var spans = about.isEmpty() && !isLikeADay(key) ? Spans.CLOSED : spans(at + "." + key);
            about.stream()
                    .filter(said::containsKey)
                    .findFirst()
                    .ifPresent(day ->
                            file.mistake(at + "." + key, twice(day, said.getOrDefault(day, ""))));
            about.forEach(day -> {
                said.putIfAbsent(day, key);
                days.putIfAbsent(day, spans);
            });
        }
        if (keys.isEmpty()) {
            file.mistake(
                    at,
                    "names no day; write monday-friday: \"09:00-18:00\", or daily: open, or daily:"
                            + " closed");
        }
        return week(at, days, said);
    }

    private static String twice(DayOfWeek day, String before) {
        return "is about "
                + name(day)
                + ", which "
                + before
                + " is about already; say each day once";
    }

    private Week week(String at, Map<DayOfWeek, Spans> days, Map<DayOfWeek, String> said) {
        var week = new Week(days);
        week.clash()
                .ifPresent(
                        clash -> file.mistake(at + "." + said.get(clash.day()), clash.message()));
        return week;
    }

    private Week week(String at, Map<DayOfWeek, Spans> days) {
        var week = new Week(days);
        week.clash().ifPresent(clash -> file.mistake(at, clash.message()));
        return week;
    }

    /** Whether it was meant as one, so that its times are looked at too. */
    private static boolean isLikeADay(String key) {
        return Nearest.to(key.toLowerCase(Locale.ROOT), DayNames.known()).isPresent();
    }

    private List<DayOfWeek> days(String at, String key) {
        var days = DayNames.parse(key);
        if (days.isEmpty()) {
            var _ = file.list(at + "." + key);
            var names = new ArrayList<>(DayNames.known());
            names.addAll(OTHER_KEYS);
            file.mistake(
                    at + "." + key,
                    "is no day"
                            + Nearest.to(key.toLowerCase(Locale.ROOT), names)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse("; write monday, mon-fri, sat,sun or daily"));
        }
        return days.orElse(List.of());
    }

    private Spans spans(String key) {
        try {
            return Spans.parse(file.list(key));
        } catch (IllegalArgumentException e) {
            file.mistake(key, String.valueOf(e.getMessage()));
            return Spans.CLOSED;
        }
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
