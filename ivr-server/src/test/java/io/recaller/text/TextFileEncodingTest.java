package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileEncodingTest {
    private static final String RUSSIAN =
            """
            flow: приветствие
            # Здравствуйте, вы позвонили в службу поддержки. Нажмите один, чтобы узнать баланс,
            # или оставайтесь на линии: вам ответит первый освободившийся сотрудник компании.
            """;
    private static final String GERMAN =
            """
            name,anmerkung
            Müller,"Die Größe der Straße wäre natürlich für alle Bürger ausschließlich möglich"
            Jäger,"Über die Brücke gehört der Schlüssel zu den schönen Häusern"
            """;

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "windows-1251, russian, 1, windows-1251",
        "KOI8-R, russian, 1, KOI8-R",
        "IBM866, russian, 1, IBM866",
        "UTF-16, russian, 0, UTF-16",
        "UTF-16LE, german, 0, UTF-16LE",
        "UTF-16BE, german, 0, UTF-16BE",
        "windows-1252, german, 2, ISO-8859-1",
        "UTF-32, german, 0, UTF-32",
    })
    void aFileInAnotherEncodingIsToldWithItAndTheCommandThatConvertsIt(
            Charset charset, String text, int line, String seems) throws IOException {
        var file = folder.resolve("notes.txt");
        Files.writeString(file, text.equals("russian") ? RUSSIAN : GERMAN, charset);

        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(TextFile.UnreadableException.class)
                .hasMessageStartingWith(
                        file + (line == 0 ? "" : ":" + line + ":") + " is not UTF-8")
                .hasMessageContaining("iconv -f ")
                .satisfies(e ->
                        assertThat(e.getMessage()).containsIgnoringCase("seems to be " + seems));
    }

    @Test
    void utf8IsReadWithAndWithoutItsMark() throws IOException {
        var file = folder.resolve("flow.yaml");
        Files.writeString(file, "\uFEFF" + RUSSIAN);
        assertThat(TextFile.read(file)).isEqualTo(RUSSIAN);
        Files.writeString(file, "日本語 🔑");
        assertThat(TextFile.read(file)).isEqualTo("日本語 🔑");
    }

    /** Too short to tell anything by, it is what it seems. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "hi", "abc", "hell", "hello", "a: b\n", "кот", "日"})
    void aShortFileIsRead(String text) throws IOException {
        var file = Files.writeString(folder.resolve("flow.yaml"), text);

        assertThat(TextFile.read(file)).isEqualTo(text);
    }

    @Test
    void whatIsNotThereOrAFolderIsTold() {
        assertThatThrownBy(() -> TextFile.read(folder.resolve("none")))
                .hasMessageContaining("is not there; check the path");
        assertThatThrownBy(() -> TextFile.read(folder)).hasMessageContaining("is a folder");
    }
}
