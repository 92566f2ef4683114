package io.recaller.settings;

import io.recaller.asterisk.ami.wire.AmiTrust;
import io.recaller.settings.Settings.Agi;
import io.recaller.settings.Settings.Ami;
import io.recaller.settings.file.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;

/** Reads how calls come from Asterisk, and how its manager is reached. */
final class TelephoneReader {
    private final SettingsFile file;
    private final Path folder;

    TelephoneReader(SettingsFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    Agi agi() {
        return new Agi(
                file.text("agi.host", "127.0.0.1"),
                file.port("agi.port", 4573),
                telephoneSecret("agi.token"),
                file.between("agi.max-calls", 500, 1, 100_000),
                file.list("agi.peers"));
    }

    Ami ami() {
        return new Ami(
                file.text("ami.host", "127.0.0.1"),
                file.port("ami.port", 5038),
                file.text("ami.user", "recaller"),
                telephoneSecret("ami.secret"),
                trust());
    }

    private Optional<AmiTrust> trust() {
        var isTls = file.flag("ami.tls", false);
        var authorities = file.text("ami.ca-file", "");
        if (authorities.isEmpty()) {
            return isTls ? Optional.of(new AmiTrust(Optional.empty())) : Optional.empty();
        }
        if (!isTls) {
            file.mistake("ami.ca-file", "is for a link over TLS; set ami.tls to true too");
            return Optional.empty();
        }
        try {
            return Optional.of(AmiTrust.in(folder.resolve(authorities)));
        } catch (IllegalArgumentException e) {
            file.mistake("ami.ca-file", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Of Asterisk. */
    private Secret telephoneSecret(String key) {
        return isWrittenOnly(file) ? new Secret(file.secret(key).orElse("")) : requiredSecret(key);
    }

    private Secret requiredSecret(String key) {
        var secret = file.secret(key);
        if (secret.isEmpty()) {
            file.mistake(
                    key,
                    "is missing; make one with 'openssl rand -hex 24' and name its file in "
                            + key
                            + "-file");
        }
        return new Secret(secret.orElse("none"));
    }

    /** People write to this server and nobody calls: it knows no Asterisk. */
    static boolean isWrittenOnly(SettingsFile file) {
        return file.sections("numbers").isEmpty() && !file.sections("channels").isEmpty();
    }
}
