package io.recaller.settings;

import io.recaller.contact.retention.RetentionRules;
import io.recaller.settings.file.SettingsFile;
import java.time.Duration;
import java.util.Optional;

/** Reads for how long what is over is kept; what nothing is said of is kept for ever. */
final class RetentionReader {
    private final SettingsFile file;

    RetentionReader(SettingsFile file) {
        this.file = file;
    }

    RetentionRules read() {
        var contacts = keep("contacts", RetentionRules.LEAST_FOR_CONTACTS);
        return new RetentionRules(
                contacts,
                keep("activities", RetentionRules.LEAST).or(() -> contacts),
                keep("requests", RetentionRules.LEAST),
                keep("facts", RetentionRules.LEAST));
    }

    private Optional<Duration> keep(String kind, Duration least) {
        return file.optional("retention." + kind, least, "730d");
    }
}
