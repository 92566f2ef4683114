package io.recaller.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.CsvFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMistakesTest {
    @Test
    void rowsAreToldInTheirOrder() {
        var mistakes = new RowMistakes("a.csv");
        mistakes.add(7, "pin: has 4 to 12 digits");
        mistakes.add(3, "number: is missing");
        mistakes.unclosed(9);

        assertThat(told(mistakes))
                .containsExactly(
                        "a.csv:3: number: is missing",
                        "a.csv:7: pin: has 4 to 12 digits",
                        "a.csv:9: " + CsvFile.BROKEN_ROW);
        assertThat(mistakes.count()).isEqualTo(3);
    }

    @Test
    void ofAMillionTheFirstThousandAreToldAndAllAreCounted() {
        var mistakes = new RowMistakes("a.csv");
        for (var line = 2; line < 1_000_002; line++) {
            mistakes.add(line, "number: is missing");
        }

        assertThat(mistakes.count()).isEqualTo(1_000_000);
        assertThat(told(mistakes))
                .hasSize(1_001)
                .startsWith("a.csv:2: number: is missing")
                .endsWith("a.csv: 999000 more rows are left out; mend these first");
    }

    private static List<String> told(RowMistakes mistakes) {
        var bytes = new ByteArrayOutputStream();
        mistakes.tell(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
