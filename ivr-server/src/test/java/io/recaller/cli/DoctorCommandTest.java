package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.fake.ToneSynthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor tells what is well and what is not. */
class DoctorCommandTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void theDoctorTellsOfLanguagesThatThereAreNotAndThoseWithoutAVoice() throws IOException {
        var tone = Files.write(folder.resolve("tone.wav"), ToneSynthesizer.tone(8000, 8000, 300));
        var flows = Files.createDirectories(folder.resolve("voiceless"));
        Files.writeString(
                flows.resolve("small.yaml"),
                """
                flow: small
                languages: [en, sw, xq]
                start: person
                person: person
                nodes:
                  person: {hand_off: {say: {en: "Hold on.", sw: "Subiri.", xq: "Xu."}}}
                """);
        var given =
                Files.readString(terminal.settings())
                        .replaceFirst("flows: .*", "flows: " + flows)
                        .replaceFirst("8000: telecom", "8000: small")
                        .replaceFirst(
                                "speech: .*",
                                "speech: {command: [/bin/sh, -c, 'case \\$1 in sw) echo no such"
                                        + " voice >\\&2; exit 1;; esac; cp "
                                        + tone
                                        + " \\$2', speak, '{voice}', '{out}']}");
        var file = Files.writeString(folder.resolve("voiceless.yaml"), given);

        assertThat(terminal.runWith(file, "doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .contains("WARN flows      small.yaml:2: languages: xq is no language")
                .contains(
                        "BAD  prompts    the synthesiser has no voice for sw (it ended with 1: no")
                .contains("speech.voices.sw")
                .doesNotContain("for en", "for xq");
    }

    @Test
    void theDoctorTellsWhatIsWellAndWhatIsNotWithItsRemedy() {
        assertThat(terminal.run("doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .containsPattern("ok +flows +telecom")
                .containsPattern("ok +database +answers")
                .containsPattern("BAD +ami +no answer at 127.0.0.1:1 .*; include manager")
                .containsPattern("BAD +prompts");
    }
}
