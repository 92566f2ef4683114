package io.recaller.settings;

import io.recaller.settings.file.SettingsFile;
import io.recaller.tls.Authorities;
import io.recaller.tls.NoAuthoritiesException;
import java.nio.file.Path;

/** Reads whose word on certificates is taken. */
final class AuthoritiesReader {
    private AuthoritiesReader() {}

    /** Whom Java trusts, where the key is not set. */
    static Authorities read(SettingsFile file, String key) {
        if (file.text(key, "").isBlank()) {
            return Authorities.ofJava();
        }
        try {
            return Authorities.in(file.path(key, Path.of("")));
        } catch (NoAuthoritiesException e) {
            file.mistake(key, String.valueOf(e.getMessage()));
            return Authorities.ofJava();
        }
    }
}
