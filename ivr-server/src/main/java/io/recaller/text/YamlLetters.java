package io.recaller.text;

import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Characters that no YAML may hold: its parser names neither their line nor themselves. */
public final class YamlLetters {
    private YamlLetters() {}

    /**
     * The first one.
     *
     * @param line from 1
     * @param words which it is, where in its line, and what to do
     */
    public record Wrong(int line, String words) {}

    public static Optional<Wrong> wrong(String text) {
        var line = 1;
        var position = 0;
        for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            var letter = text.codePointAt(at);
            position++;
            if (!StreamReader.isPrintable(letter)) {
                return Optional.of(new Wrong(line, words(letter, position)));
            }
            if (letter == '\n') {
                line++;
                position = 0;
            }
        }
        return Optional.empty();
    }

    private static String words(int letter, int position) {
        return "the character U+%04X at position %d of the line cannot be there; leave it out"
                .formatted(letter, position);
    }
}
