package io.recaller.settings.file;

import java.util.List;

/** The settings cannot be used. One line per mistake: key, value and remedy. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    public SettingsException(List<String> mistakes) {
        this(String.join("\n", mistakes), mistakes);
    }

    private SettingsException(String message, List<String> mistakes) {
        super(message);
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * There is no file to have mistakes.
     *
     * @param remedy a line for the terminal
     */
    public static SettingsException absent(String words, String remedy) {
        return new SettingsException(
                "recaller: " + words + "\n  try: " + remedy, List.of(words + "; try: " + remedy));
    }

    /** Each with its place and its remedy. */
    public List<String> mistakes() {
        return mistakes;
    }
}
