package io.recaller.settings;

import io.recaller.customer.field.FieldCatalogue;
import io.recaller.notice.TellingRules;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads when and how often customers are told something unasked. */
final class NoticeReader {
    private static final Pattern HOURS =
            Pattern.compile("([0-9]{1,2}):([0-9]{2})\\s*-\\s*([0-9]{1,2}):([0-9]{2})");

    private final SettingsFile file;

    NoticeReader(SettingsFile file) {
        this.file = file;
    }

    TellingRules rules(ZoneId zone, FieldCatalogue fields) {
        var usual = TellingRules.usual(zone);
        var quiet =
                file.value(
                        "notices.quiet-hours",
                        new Quiet(usual.quietFrom(), usual.quietUntil()),
                        NoticeReader::quiet,
                        "none, or hours such as 21:00-09:00");
        var aDay = file.between("notices.a-day", usual.aDay(), 1, 100);
        return new TellingRules(
                quiet.from(),
                quiet.until(),
                zone,
                field(fields),
                aDay,
                file.between("notices.a-week", Math.max(usual.aWeek(), aDay), 1, 500));
    }

    private record Quiet(LocalTime from, LocalTime until) {}

    private static Quiet quiet(String text) {
        if (text.strip().equals("none")) {
            return new Quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        }
        var hours = HOURS.matcher(text.strip());
        if (!hours.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Quiet(
                time(hours.group(1), hours.group(2)), time(hours.group(3), hours.group(4)));
    }

    private static LocalTime time(String hours, String minutes) {
        return LocalTime.of(Integer.parseInt(hours), Integer.parseInt(minutes));
    }

    private Optional<String> field(FieldCatalogue fields) {
        var key = "notices.time-zone-field";
        var named = file.text(key, "");
        if (!named.isEmpty() && fields.find(named).isEmpty()) {
            file.mistake(key, "names " + named + ", which is not there; add it under fields");
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }
}
