package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import io.recaller.speech.Synthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {
    private static final Prompt HELLO = new Prompt(new Language("en"), "hello");
    private static final Prompt BYE = new Prompt(new Language("en"), "good bye");

    @TempDir private Path folder = Path.of("");

    private final ToneSynthesizer tones = new ToneSynthesizer();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void promptsAreRenderedOnceAndTheirLengthsAreExact() throws IOException {
        var prompts = prompts(tones, Voice.espeak(), Recordings.none());
        var last = new AtomicInteger();

        prompts.renderAhead(List.of(HELLO, BYE, HELLO), step -> last.set(step.total()));
        var files = prompts.files(Speech.of(HELLO, BYE, HELLO));

        assertThat(last).hasValue(2);
        assertThat(tones.rendered()).isEqualTo(2);
        assertThat(files).hasSize(3);
        assertThat(prompts.of(HELLO)).isEqualTo(Duration.ofMillis(500));
        var path = files.getFirst().path();
        assertThat(Path.of(path)).isAbsolute();
        assertThat(Files.size(Path.of(path + ".ulaw"))).isEqualTo(4000);
        assertThat(Files.size(Path.of(path + ".alaw"))).isEqualTo(4000);
        assertThat(Files.size(Path.of(path + ".wav"))).isEqualTo(8044);
    }

    @Test
    void anotherProcessFindsThemAndAnotherVoiceRendersAgain() {
        prompts(tones, Voice.espeak(), Recordings.none()).renderAhead(List.of(HELLO), _ -> {});
        var slower = new Voice(Voice.espeak().command(), Map.of(), 120, 45, Duration.ofSeconds(20));

        prompts(tones, Voice.espeak(), Recordings.none()).renderAhead(List.of(HELLO), _ -> {});
        assertThat(tones.rendered()).isEqualTo(1);

        prompts(tones, slower, Recordings.none()).renderAhead(List.of(HELLO), _ -> {});
        assertThat(tones.rendered()).isEqualTo(2);
        assertThat(meters.counter("recaller.prompts.rendered").count()).isEqualTo(2);
    }

    @Test
    void aLengthIsEstimatedUntilThePromptIsThere() {
        var prompts = prompts(tones, Voice.espeak(), Recordings.none());

        assertThat(prompts.of(HELLO)).isEqualTo(PromptLengths.estimated().of(HELLO));
    }

    @Test
    void aPromptThatComesTooLateIsLeftOutAndIsThereForTheNextCaller() {
        var release = new CountDownLatch(1);
        Synthesizer slow =
                (prompt, wav) -> {
                    awaitQuietly(release);
                    tones.render(prompt, wav);
                };
        var prompts = prompts(slow, Voice.espeak(), Recordings.none());

        assertThat(prompts.files(Speech.of(HELLO))).isEmpty();
        assertThat(meters.counter("recaller.prompts.missing", "why", "late").count()).isOne();

        release.countDown();
        prompts.renderAhead(List.of(HELLO), _ -> {});
        assertThat(prompts.files(Speech.of(HELLO))).hasSize(1);
    }

    @Test
    void aSynthesiserThatFailsIsNamedWhenRenderingAhead() {
        var voice =
                new Voice(
                        List.of("/nowhere/speak", "{out}"),
                        Map.of(),
                        150,
                        45,
                        Duration.ofSeconds(5));
        var prompts = prompts(new CommandSynthesizer(voice), voice, Recordings.none());

        assertThatThrownBy(() -> prompts.renderAhead(List.of(HELLO), _ -> {}))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContainingAll("/nowhere/speak is not installed", "apt install espeak-ng")
                .hasMessageNotContainingAny("Exec", "error", "Cannot");
    }

    @Test
    void aRecordingListedInTheManifestWinsAndIsBroughtToTheTelephonesRate() throws IOException {
        var recordings = Files.createDirectories(folder.resolve("recordings"));
        Files.write(recordings.resolve("hi.wav"), ToneSynthesizer.tone(22050, 22050, 440));
        Files.writeString(
                recordings.resolve("recordings.yaml"),
                "- {language: en, words: \"hello\", file: hi.wav}\n");
        var prompts = prompts(tones, Voice.espeak(), Recordings.in(recordings));

        var file = prompts.files(Speech.of(HELLO)).getFirst();

        assertThat(tones.rendered()).isZero();
        assertThat(file.length()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatGoesOnAfterDigitsBeginsWithAPauseAndIsRecordedWithoutItsMark() throws IOException {
        var recordings = Files.createDirectories(folder.resolve("recordings"));
        Files.write(recordings.resolve("hi.wav"), ToneSynthesizer.tone(8000, 8000, 440));
        Files.writeString(
                recordings.resolve("recordings.yaml"),
                "- {language: en, words: '. good bye', file: hi.wav}");
        var prompts = prompts(tones, Voice.espeak(), Recordings.in(recordings));
        var spoken = new Prompt(HELLO.language(), ": hello");
        var recorded = new Prompt(BYE.language(), ". good bye");

        prompts.renderAhead(List.of(HELLO, spoken, recorded), _ -> {});

        assertThat(prompts.of(HELLO)).isEqualTo(Duration.ofMillis(500));
        assertThat(prompts.of(spoken)).isEqualTo(Duration.ofMillis(500 + 250));
        assertThat(prompts.of(recorded)).isEqualTo(Duration.ofMillis(1000 + 450));
        assertThat(Recordings.in(recordings).unused(Set.of(recorded))).isEmpty();
    }

    @Test
    void aRecordingNamedByItsAddressWins() throws IOException {
        var english = Files.createDirectories(folder.resolve("recordings").resolve("en"));
        Files.write(
                english.resolve(HELLO.address() + ".wav"), ToneSynthesizer.tone(8000, 4000, 440));
        var prompts = prompts(tones, Voice.espeak(), Recordings.in(folder.resolve("recordings")));

        prompts.renderAhead(List.of(HELLO), _ -> {});

        assertThat(tones.rendered()).isZero();
    }

    @Test
    void aManifestThatNamesAFileThatIsNotThereSaysWhichEntry() throws IOException {
        Files.writeString(
                folder.resolve("recordings.yaml"),
                "- {language: en, words: \"hello\", file: gone.wav}\n");

        assertThatThrownBy(() -> Recordings.in(folder))
                .hasMessageContainingAll("recordings.yaml: entry 1: file:", "gone.wav");
    }

    private Prompts prompts(Synthesizer synthesizer, Voice voice, Recordings recordings) {
        return new Prompts(
                folder.resolve("prompts"),
                voice,
                synthesizer,
                recordings,
                Duration.ofMillis(300),
                2,
                meters);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
