package io.recaller.e2e;

import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a caller hears: prompts take their time, and are found in recordings afterwards. */
final class Ear {
    private Ear() {}

    /** Which of these words were heard, in order. */
    static List<HeardPrompt> heard(Path recording, String... words) {
        var prompts = new HashMap<String, Path>();
        for (var each : words) {
            prompts.put(each, World.prompt(each));
        }
        return Recording.read(recording).find(prompts);
    }

    /** As {@link #heard(Path, String...)}, in a language. */
    static List<HeardPrompt> heardIn(String language, Path recording, List<String> words) {
        var prompts = new HashMap<String, Path>();
        words.forEach(each -> prompts.put(each, World.prompt(language, each)));
        return Recording.read(recording).find(prompts);
    }

    /** As {@link #listenTo}, in a language. */
    static void listenIn(String language, List<String> words) {
        listen(
                words.stream()
                        .map(each -> Recording.read(World.prompt(language, each)).length())
                        .reduce(Duration.ofMillis(500), Duration::plus));
    }

    static List<String> words(Path recording, String... words) {
        return heard(recording, words).stream().map(HeardPrompt::prompt).toList();
    }

    /** The longest silence in a part of a recording. */
    static Duration longestSilence(Path recording, Duration from, Duration to) {
        return Recording.read(recording).longestSilence(from, to);
    }

    /** Lets these prompts be spoken to their end. */
    static void listenTo(String... words) {
        listen(
                Stream.of(words)
                        .map(World::prompt)
                        .map(file -> Recording.read(file).length())
                        .reduce(Duration.ofMillis(500), Duration::plus));
    }

    /** Real time, as on any telephone. */
    static void listen(Duration time) {
        try {
            var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
