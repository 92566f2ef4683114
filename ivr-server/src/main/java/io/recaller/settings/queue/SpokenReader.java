package io.recaller.settings.queue;

import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads texts that callers hear: one by language, in which nothing is filled in. */
public final class SpokenReader {
    private final SettingsFile file;

    public SpokenReader(SettingsFile file) {
        this.file = file;
    }

    /** Empty when there is none. */
    public Optional<Text> text(String key) {
        if (!file.isSection(key)) {
            if (!file.text(key, "").isBlank()) {
                file.mistake(key, "must be a text by language, such as {en: Please wait.}");
            }
            return Optional.empty();
        }
        var patterns = new HashMap<Language, String>();
        for (var tag : file.sections(key)) {
            var at = key + "." + tag;
            var words = file.text(at, "");
            if (words.isBlank()) {
                file.mistake(at, "is empty; write what is said, or take it out");
            }
            file.valid(at, () -> LanguageTag.read(at, tag))
                    .ifPresent(language -> {
                        if (isPlain(at, language, words)) {
                            patterns.put(language, words);
                        }
                    });
        }
        if (file.sections(key).isEmpty()) {
            file.mistake(key, "must be a text by language, such as {en: Please wait.}");
        }
        return patterns.isEmpty() ? Optional.empty() : Optional.of(new Text(patterns));
    }

    private boolean isPlain(String key, Language language, String words) {
        var text = new Text(Map.of(language, words));
        var wanted = file.valid(key, () -> text.arguments(language));
        wanted.filter(names -> !names.isEmpty())
                .ifPresent(names ->
                        file.mistake(
                                key,
                                "may hold no {"
                                        + names.iterator().next()
                                        + "}: nothing is filled in here"));
        return wanted.isPresent() && wanted.get().isEmpty();
    }
}
