package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aTextIsReadWithoutItsMark() throws IOException {
        var file = Files.writeString(folder.resolve("flow.yaml"), "\uFEFFсәлем");

        assertThat(TextFile.read(file)).isEqualTo("сәлем");
    }

    @Test
    void whatIsNotUtf8IsToldWithItsEncodingAndTheLineThatConvertsIt() throws IOException {
        var russian = "key,text\n1,Здравствуйте, это ваш счёт за прошлый месяц\n".repeat(9);
        var narrow =
                Files.write(
                        folder.resolve("cp1251.csv"),
                        russian.getBytes(Charset.forName("windows-1251")));
        var wide =
                Files.write(folder.resolve("wide.csv"), russian.getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> TextFile.read(narrow))
                .hasMessageContaining(narrow + ":2:")
                .hasMessageContaining("iconv -f windows-1251 -t UTF-8");
        assertThatThrownBy(() -> TextFile.read(wide)).hasMessageContaining("iconv -f UTF-16");
    }

    @Test
    void ofALetterOrTwoTheLikelyEncodingsAreNamed() throws IOException {
        var western =
                Files.write(
                        folder.resolve("cafe.yaml"),
                        "flow: caf\u00E9\n".getBytes(Charset.forName("windows-1252")));

        assertThatThrownBy(() -> TextFile.read(western))
                .hasMessageContaining("it may be windows-1252 (western)")
                .hasMessageContaining("iconv -f windows-1252 -t UTF-8 " + western);
    }

    @Test
    void aFewLettersAreUtf8() throws IOException {
        for (var words : new String[] {"", "a", "hello\n", "yes: 1\n", "{}\n\n"}) {
            assertThat(TextFile.read(Files.writeString(folder.resolve("few.yaml"), words)))
                    .isEqualTo(words);
        }
    }

    @Test
    void aFileThatIsMissingOrAFolderOrTooLargeIsToldAsThat() throws IOException {
        var large = folder.resolve("large.csv");
        try (var sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(16_000_001);
        }

        assertThatThrownBy(() -> TextFile.read(folder.resolve("none")))
                .hasMessageContaining("check the path");
        assertThatThrownBy(() -> TextFile.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> TextFile.read(large))
                .hasMessage(large + " is larger than 16 MB; split it into smaller files");
    }
}
