package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each metric of the table in docs/operations.md is provoked by a test. */
final class MetricsDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(recaller\\.[a-z_.]+)`");

    @Test
    void everyMetricIsProvokedByATest() throws IOException {
        var tests = text(Path.of("src/test/java"));

        var unproved =
                documented().stream()
                        .filter(name ->
                                !tests.contains('"' + name + '"')
                                        && !tests.contains(name.replace('.', '_')))
                        .toList();

        assertThat(unproved).isEmpty();
    }

    private static Set<String> documented() throws IOException {
        return matches(Files.readString(Path.of("../docs/operations.md")), ROW);
    }

    private static Set<String> matches(String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var all = new StringBuilder();
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
