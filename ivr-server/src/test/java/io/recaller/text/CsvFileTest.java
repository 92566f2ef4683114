package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvFileTest {
    private static final CsvFormat AS_UTF_8 =
            new CsvFormat(Optional.of(StandardCharsets.UTF_8), Optional.empty());

    @Test
    void anEncodingThatIsNotTheFilesIsToldWhereverItShows() {
        var early = "клиент,тема\n";
        var late = "time,topic\n" + "2026,bill\n".repeat(30_000) + "2026,счёт\n";

        for (var text : List.of(early, late)) {
            var bytes = text.getBytes(Charset.forName("windows-1251"));
            assertThatThrownBy(() -> read(bytes, AS_UTF_8))
                    .isInstanceOf(TextFile.UnreadableException.class)
                    .hasMessage("log.csv is not UTF-8; leave --encoding out, or name another");
        }
    }

    @Test
    void theSeparatorIsThatOfTheFirstLineThatSaysAnything() {
        var bytes = "\n  \ntime;topic\n2026;billing, tv\n".getBytes(StandardCharsets.UTF_8);

        assertThat(read(bytes, CsvFormat.recognised()))
                .containsExactly(List.of("2026", "billing, tv"));
    }

    private static List<List<String>> read(byte[] bytes, CsvFormat format) {
        var rows = new ArrayList<List<String>>();
        CsvFile.of("log.csv", new ByteArrayInputStream(bytes), format)
                .forEach(row -> rows.add(row.cells()));
        return rows;
    }
}
