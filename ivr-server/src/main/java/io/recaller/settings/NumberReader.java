package io.recaller.settings;

import io.recaller.conversation.Flows;
import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads which flow answers a number, and in which language. */
final class NumberReader {
    private static final Pattern DIALLED = Pattern.compile("[+0-9]{1,32}");

    private final SettingsFile file;

    NumberReader(SettingsFile file) {
        this.file = file;
    }

    Map<String, String> numbers() {
        var numbers = new LinkedHashMap<String, String>();
        for (var number : file.sections("numbers")) {
            var at = "numbers." + number;
            refuseWhatNobodyDials(at, number);
            var flow = file.isSection(at) ? at + ".flow" : at;
            numbers.put(number, file.required(flow, "telecom"));
        }
        if (numbers.isEmpty() && !TelephoneReader.isWrittenOnly(file)) {
            file.mistake(
                    "numbers",
                    "is missing; say which flow answers, for example {8000: telecom}, or where"
                            + " people write in channels");
        }
        return numbers;
    }

    /** The dialplan hands over what was dialled as digits and a plus, and no more than these. */
    private void refuseWhatNobodyDials(String at, String number) {
        if (number.equals(Flows.ANY_NUMBER) || DIALLED.matcher(number).matches()) {
            return;
        }
        var digits = number.replaceAll("[^0-9+]", "");
        file.mistake(
                at,
                "can never be dialled: what Asterisk hands over is digits and + only, 32 at most;"
                        + " write "
                        + (DIALLED.matcher(digits).matches() ? "'" + digits + "'" : "'8000'")
                        + " as your trunk sends it, or '*' for every number");
    }

    Map<String, Language> languages() {
        var languages = new LinkedHashMap<String, Language>();
        for (var number : file.sections("numbers")) {
            var key = "numbers." + number + ".language";
            if (file.isSection("numbers." + number)) {
                var tag = file.text(key, "");
                if (!tag.isEmpty()) {
                    file.valid(key, () -> LanguageTag.read(key, tag))
                            .ifPresent(language -> languages.put(number, language));
                }
            }
        }
        return languages;
    }
}
