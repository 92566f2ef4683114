package io.recaller.cli.customer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of a row that has more or fewer fields than the header names. Pure. */
final class OtherWidth {
    private static final Map<Character, String> SEPARATORS =
            Map.of(',', "a comma", ';', "a semicolon", '\t', "a tab", '|', "a |");

    private OtherWidth() {}

    /**
     * In words, without what is in the row.
     *
     * @param separator what is between the fields of the file
     */
    static String words(List<String> cells, int expected, char separator) {
        var count = cells.size();
        return count
                + (count == 1 ? " field" : " fields")
                + "; expected "
                + expected
                + " as in the header; "
                + other(cells, expected, separator)
                        .map(found ->
                                "this row has "
                                        + SEPARATORS.get(found)
                                        + " between them, the header "
                                        + named(separator)
                                        + ": write one of them in all rows")
                        .orElse("put a field with " + named(separator) + " in quotes");
    }

    private static String named(char separator) {
        return SEPARATORS.getOrDefault(separator, "a " + separator);
    }

    /** Another separator that would make the row as wide as the header. */
    private static Optional<Character> other(List<String> cells, int expected, char separator) {
        return SEPARATORS.keySet().stream()
                .filter(each -> each != separator)
                .filter(each -> cells.size() < expected)
                .filter(each ->
                        cells.stream().mapToLong(cell -> count(cell, each)).sum()
                                == expected - cells.size())
                .findFirst();
    }

    private static long count(String cell, char sign) {
        return cell.chars().filter(each -> each == sign).count();
    }
}
