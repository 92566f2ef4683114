package io.recaller.settings;

import io.recaller.asterisk.prompt.Voice;
import io.recaller.settings.Settings.Speaking;
import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what speaks the words that nobody has recorded. */
final class VoiceReader {
    private final SettingsFile file;
    private final Path folder;

    VoiceReader(SettingsFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    Speaking speaking() {
        var command = file.list("speech.command");
        var voices = new HashMap<Language, String>();
        for (var language : file.sections("speech.voices")) {
            var key = "speech.voices." + language;
            var voice = file.text(key, language);
            file.valid(key, () -> LanguageTag.read(key, language))
                    .ifPresent(known -> voices.put(known, voice));
        }
        if (!command.isEmpty()) {
            var usual = Voice.espeak();
            file.valid(
                    "speech.command",
                    () -> new Voice(command, Map.of(), 150, usual.pitch(), usual.within()));
        }
        var recordings = file.text("speech.recordings", "");
        return new Speaking(
                command.isEmpty() ? Optional.empty() : Optional.of(command),
                voices,
                file.between("speech.rate", 150, 80, 450),
                recordings.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(recordings)));
    }
}
