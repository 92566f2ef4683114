package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each failure, what the caller hears and what the row says: the page and the program are one
 * table.
 */
class FailuresTest {
    private static final Path PAGE = Path.of("../docs/failures.md");
    private static final Pattern SHOWN_BY = Pattern.compile("`(\\w+IT)(?:#(\\w+))?`");
    private static final Failures FAILURES = new Failures();

    @AfterAll
    static void close() {
        FAILURES.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void itIsAsThePageSays(String happens, List<String> cells) {
        assertThat(FAILURES.names()).contains(happens);

        var seen = FAILURES.cause(happens);

        assertThat(seen).as("hears, result, by, place, why").isEqualTo(cells);
    }

    @Test
    void thePageHasEachFailureOnce() {
        assertThat(rows().map(row -> (String) row[0]))
                .containsExactlyInAnyOrderElementsOf(FAILURES.names());
    }

    /** A reason that nothing leads to is none. */
    @Test
    void eachResultAndReasonThereIsCanHappen() {
        var words = rows().flatMap(row -> cells(row).skip(1)).collect(Collectors.toSet());

        for (var all : List.of(Ended.Result.values(), Ended.By.values(), Ended.Place.values())) {
            assertThat(words).containsAll(Arrays.stream(all).map(Ended.Word::slug).toList());
        }
        assertThat(words)
                .containsAll(Arrays.stream(Ended.Why.values()).map(Ended.Why::slug).toList());
    }

    @Test
    void whatTakesRealProcessesIsShownByTestsThatAreThere() throws IOException {
        var missing = new ArrayList<String>();
        var found = SHOWN_BY.matcher(Files.readString(PAGE));
        while (found.find()) {
            var method = found.group(2) == null ? "class " + found.group(1) : found.group(2) + "(";
            if (!source(found.group(1)).contains(method)) {
                missing.add(found.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    private static String source(String test) throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var file = files.filter(each -> each.endsWith(test + ".java")).findAny();
            return file.isPresent() ? Files.readString(file.get()) : "";
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<String> cells(Object[] row) {
        return ((List<String>) row[1]).stream();
    }

    static Stream<Object[]> rows() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith("| "))
                    .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                    .filter(cells -> cells.length == 6 && !cells[0].equals("what happens"))
                    .map(cells -> new Object[] {cells[0], List.of(cells).subList(1, 6)});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
