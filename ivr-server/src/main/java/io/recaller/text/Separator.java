package io.recaller.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands between the fields of a CSV file that does not say so. */
final class Separator {
    /** The first wins where a header has as many of two. */
    private static final List<Character> KNOWN = List.of(',', ';', '\t', '|');

    private Separator() {}

    /** The one the first line that says anything has most of; closes the reader. */
    static char of(Reader reader) throws IOException {
        try (var lines = new BufferedReader(reader)) {
            var line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            var first = Optional.ofNullable(line).orElse("");
            return told(first)
                    .orElseGet(() ->
                            KNOWN.stream()
                                    .max(Comparator.comparingLong(each -> count(first, each)))
                                    .filter(most -> count(first, most) > count(first, ','))
                                    .orElse(','));
        }
    }

    private static long count(String line, char separator) {
        return line.chars().filter(each -> each == separator).count();
    }

    /** Spreadsheets may write the separator in a line of its own, {@code sep=;}. */
    private static Optional<Character> told(String line) {
        return Stream.of(line.strip())
                .filter(text ->
                        text.length() == 5 && text.toLowerCase(Locale.ROOT).startsWith("sep="))
                .map(text -> text.charAt(4))
                .findFirst();
    }
}
