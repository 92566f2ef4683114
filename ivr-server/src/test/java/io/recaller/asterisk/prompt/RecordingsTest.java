package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private static final Prompt HELLO = new Prompt(new Language("en"), "Welcome to us.");

    @TempDir private Path folder;

    @Test
    void aRecordingThatMatchesNothingIsToldWithWhatMayHaveBeenMeant() throws IOException {
        Files.writeString(folder.resolve("a.wav"), "");
        list("- {language: en, words: 'Welcom to us', file: a.wav}");

        assertThat(Recordings.in(folder).unused(Set.of(HELLO)))
                .containsExactly(
                        "recordings.yaml: the recording a.wav matches nothing: no flow says"
                                + " 'Welcom to us' in en; did you mean 'Welcome to us.'?");
    }

    @Test
    void oneInAnotherLanguageMatchesNothingAndOneThatFitsIsNotTold() throws IOException {
        Files.writeString(folder.resolve("a.wav"), "");
        list(
                """
                - {language: en, words: 'Welcome to us.', file: a.wav}
                - {language: de, words: 'Welcome to us.', file: a.wav}
                """);

        assertThat(Recordings.in(folder).unused(Set.of(HELLO)))
                .singleElement()
                .asString()
                .contains("in de", "write the words exactly as the flow has them");
    }

    @Test
    void aFileNamedByAnAddressIsLookedAtToo() throws IOException {
        var english = Files.createDirectories(folder.resolve("en"));
        Files.writeString(english.resolve(HELLO.address() + ".wav"), "");
        Files.writeString(english.resolve("0".repeat(32) + ".wav"), "");

        assertThat(Recordings.in(folder).unused(Set.of(HELLO)))
                .singleElement()
                .asString()
                .contains("0".repeat(32), "matches nothing");
    }

    private void list(String yaml) throws IOException {
        Files.writeString(folder.resolve("recordings.yaml"), yaml);
    }
}
