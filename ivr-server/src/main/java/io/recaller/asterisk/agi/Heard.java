package io.recaller.asterisk.agi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keys pressed between two commands, oldest first.
 *
 * @param isListening whether one that is pressed now is heard without a command
 */
record Heard(String keys, boolean isListening) {
    /** As {@link StrayKeys#told()} has it. */
    static Heard of(@Nullable String told) {
        var parts = Objects.requireNonNullElse(told, "|").split("\\|", 2);
        return new Heard(parts[0], Boolean.parseBoolean(parts[1]));
    }

    @Override
    public String toString() {
        return "Heard[" + keys.length() + ", " + isListening + "]";
    }
}
