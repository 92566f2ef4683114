package io.recaller.settings;

import io.recaller.gateway.viber.ViberBot;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.util.Optional;

/** Reads a bot in Viber. */
final class ViberReader {
    private final SettingsFile file;
    private final ChannelValues values;

    ViberReader(SettingsFile file) {
        this.file = file;
        this.values = new ChannelValues(file);
    }

    ViberBot bot(String name, String key, Optional<Language> language) {
        return new ViberBot(
                name,
                values.token(key + ".token").value(),
                sender(key + ".name"),
                values.api(key + ".url", "https://chatapi.viber.com"),
                values.address(key + ".address", "https://ivr.example"),
                language.orElse(new Language("en")));
    }

    private String sender(String key) {
        var sender = file.required(key, "Aspan Telecom");
        if (sender.length() > ViberBot.LONGEST_SENDER) {
            file.mistake(
                    key,
                    "is longer than Viber takes; write at most "
                            + ViberBot.LONGEST_SENDER
                            + " letters");
        }
        return sender;
    }
}
