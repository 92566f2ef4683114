package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/architecture.md} says what {@link ArchitectureTest} holds. */
class ArchitecturePageTest {
    /** Packages, floor, what lives there, what they may import. */
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| (`[^|]*`) \\| (door|sill|movement|thinking|memory|ground) \\| .* "
                            + "\\| ([^|]*) \\|");

    private static final Pattern NAME = Pattern.compile("`([a-z]+)`");

    @Test
    void thePageAllowsWhatTheTestAllows() throws IOException {
        var table = table(Files.readString(Pages.ROOT.resolve("docs/architecture.md")));

        assertThat(table).isEqualTo(new TreeMap<>(ArchitectureTest.MAY_USE));
    }

    private static Map<String, Set<String>> table(String page) {
        var rows = page.lines().map(ROW::matcher).filter(Matcher::matches).toList();
        var below =
                rows.stream()
                        .filter(row -> !Set.of("door", "sill").contains(row.group(2)))
                        .flatMap(ArchitecturePageTest::names)
                        .collect(Collectors.toUnmodifiableSet());
        var table = new TreeMap<String, Set<String>>();
        rows.forEach(
                row -> names(row).forEach(name -> table.put(name, rooms(row.group(3), below))));
        return table;
    }

    private static Stream<String> names(Matcher row) {
        return NAME.matcher(row.group(1)).results().map(name -> name.group(1));
    }

    /** Of some rooms only records are imported: which ones is said in words. */
    private static Set<String> rooms(String cell, Set<String> below) {
        var rooms = new HashSet<String>();
        for (var each : cell.replace("records of ", "").split("[,;] ", -1)) {
            switch (each) {
                case "–" -> {}
                case "all floors below" -> rooms.addAll(below);
                default -> rooms.add(each);
            }
        }
        return rooms;
    }
}
