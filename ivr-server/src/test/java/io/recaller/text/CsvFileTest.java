package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
    private static final CsvFormat AS_UTF_8 =
            new CsvFormat(Optional.of(StandardCharsets.UTF_8), Optional.empty());

    @TempDir private Path folder;

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

    @ParameterizedTest
    @CsvSource({
        "[Content_Types].xml, is a workbook of a spreadsheet",
        "mimetypeapplication/vnd.oasis.opendocument.spreadsheet, is a workbook of a spreadsheet",
        "log.csv, is packed (ZIP)"
    })
    void whatASpreadsheetOrAPackerWroteIsNamedAsThatAndNotAskedForItsEncoding(
            String entry, String told) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write("time,customer,channel,topic\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> read(bytes.toByteArray(), CsvFormat.recognised()))
                .isInstanceOf(TextFile.UnreadableException.class)
                .hasMessageStartingWith("log.csv " + told)
                .hasMessageNotContaining("encoding");
        assertThatThrownBy(() -> read(bytes.toByteArray(), AS_UTF_8)).hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource({
        "D0CF11E0A1B11AE1, is a workbook of a spreadsheet",
        "1F8B0800000000000003, is compressed",
        "425A683931415926535900, is compressed",
        "FD377A585A000004, is compressed",
        "28B52FFD0458, is compressed",
        "255044462D312E370A, is a PDF document"
    })
    void anOldWorkbookAndWhatIsCompressedAreNamed(String hex, String told) throws IOException {
        var bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> read(bytes, CsvFormat.recognised())).hasMessageContaining(told);
        var flow = Files.write(folder.resolve("flow.yaml"), bytes);
        assertThatThrownBy(() -> TextFile.read(flow)).hasMessageStartingWith(flow + " " + told);
    }

    private static List<List<String>> read(byte[] bytes, CsvFormat format) {
        var rows = new ArrayList<List<String>>();
        CsvFile.of("log.csv", new ByteArrayInputStream(bytes), format)
                .forEach(row -> rows.add(row.cells()));
        return rows;
    }
}
