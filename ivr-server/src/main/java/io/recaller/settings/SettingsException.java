package io.recaller.settings;

import java.util.List;

/** The settings cannot be used. One line per mistake: key, value and remedy. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
