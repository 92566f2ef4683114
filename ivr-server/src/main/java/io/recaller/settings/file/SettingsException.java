package io.recaller.settings.file;

import java.util.List;

/** The settings cannot be used. One line per mistake: key, value and remedy. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How the terminal is told that there is no file. */
    private static final String ABSENT = "recaller: ";

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
                ABSENT + words + "\n  try: " + remedy, List.of(words + "; try: " + remedy));
    }

    /**
     * As this one, and what is looked at later is said below; nothing is where there is no file.
     */
    public SettingsException andLater(String words) {
        return isAbsent() ? this : new SettingsException(getMessage() + "\n" + words, mistakes);
    }

    private boolean isAbsent() {
        return String.valueOf(getMessage()).startsWith(ABSENT);
    }

    /** Each with its place and its remedy. */
    public List<String> mistakes() {
        return mistakes;
    }
}
