package io.recaller.settings.file;

import java.util.List;

/** The settings cannot be used. One line per mistake: key, value and remedy. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    public SettingsException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each with its place and its remedy. */
    public List<String> mistakes() {
        return mistakes;
    }
}
