package io.recaller.settings;

import io.recaller.customer.field.FieldCatalogue;
import io.recaller.notice.CallingRules;
import io.recaller.notice.TellingRules;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.queue.SpokenReader;
import java.time.Duration;
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

    /** Nobody is called but by a section that says who calls, and which numbers. */
    Settings.NoticeCalling calls() {
        var key = "notices.call";
        if (!file.isSection(key)) {
            return Settings.NoticeCalling.never();
        }
        var usual = CallingRules.nobody();
        var greeting = new SpokenReader(file).text(key + ".greeting");
        if (greeting.isEmpty()) {
            file.mistake(
                    key + ".greeting",
                    "must say who calls, such as {en: This is Aspan Telecom.}: whoever answers"
                            + " hears it first");
        }
        var prefixes = CallbackReader.prefixes(file, key + ".prefixes");
        if (prefixes.isEmpty()) {
            file.mistake(
                    key + ".prefixes",
                    "must list how numbers begin that may be called, such as ['+7701']");
        }
        var rules =
                new CallingRules(
                        prefixes,
                        file.between(key + ".attempts", usual.attempts(), 1, 5),
                        file.duration(key + ".pause", usual.pause(), Duration.ofSeconds(1)),
                        file.duration(key + ".ring-for", usual.ring(), Duration.ofSeconds(5)),
                        file.between(key + ".a-day", usual.aDay(), 1, 100_000),
                        file.between(key + ".at-once", usual.atOnce(), 1, 50));
        return new Settings.NoticeCalling(rules, greeting);
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
