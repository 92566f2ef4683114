package io.recaller.lab.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    private static final Duration TONE = Duration.ofMillis(250);

    @TempDir private Path folder;
    private final Map<String, Path> prompts = new TreeMap<>();

    @BeforeEach
    void writeTenPrompts() throws IOException {
        for (int i = 0; i < 10; i++) {
            prompts.put(
                    "prompt-" + i, Melody.voice(i).write(folder.resolve("prompt-" + i + ".wav")));
        }
    }

    @Test
    void promptsAreFoundInTheirOrderWhereTheyBegin() throws IOException {
        List<Integer> tones = new ArrayList<>(List.of(0, 0, 0, 0));
        tones.addAll(Melody.voice(7).tones());
        tones.addAll(List.of(0, 0));
        tones.addAll(Melody.voice(2).tones());

        List<HeardPrompt> heard = record(tones).find(prompts);

        assertThat(heard).extracting(HeardPrompt::prompt).containsExactly("prompt-7", "prompt-2");
        assertThat(heard.get(0).at()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1010));
        assertThat(heard.get(1).at()).isBetween(Duration.ofMillis(3490), Duration.ofMillis(3510));
    }

    @Test
    void aPromptCutOffIsHeardForAsLongAsItWasPlayed() throws IOException {
        List<Integer> cut = new ArrayList<>(Melody.voice(3).tones().subList(0, 7));
        cut.addAll(List.of(0, 0, 0, 0));

        List<HeardPrompt> heard = record(cut).find(prompts);

        assertThat(heard).singleElement().extracting(HeardPrompt::prompt).isEqualTo("prompt-3");
        assertThat(heard.getFirst().heardFor())
                .isBetween(Duration.ofMillis(1500), Duration.ofMillis(1800));
    }

    @Test
    void aPromptThatIsNotThereIsNotFound() throws IOException {
        Recording other = record(Melody.voice(12).tones());

        assertThat(other.find(prompts)).isEmpty();
    }

    @Test
    void aMinuteIsSearchedForTenPromptsInSeconds() throws IOException {
        List<Integer> minute =
                IntStream.range(0, 30)
                        .boxed()
                        .flatMap(i -> Melody.voice(i % 10).tones().stream())
                        .toList();
        Recording recording = record(minute);
        long start = System.nanoTime();

        List<HeardPrompt> heard = recording.find(prompts);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(heard).hasSize(30);
    }

    private Recording record(List<Integer> tones) throws IOException {
        return Recording.read(new Melody(tones, TONE).write(folder.resolve("recording.wav")));
    }
}
