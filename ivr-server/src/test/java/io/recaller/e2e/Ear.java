package io.recaller.e2e;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a caller hears: prompts take their time, and are found in recordings afterwards. */
final class Ear {
    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int AUDIBLE = 200;

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
        try {
            var wav = ByteBuffer.wrap(Files.readAllBytes(recording)).order(LITTLE_ENDIAN);
            var longest = 0;
            var quiet = 0;
            for (var at = sample(from); at < Math.min(sample(to), samples(wav)); at++) {
                quiet = Math.abs(wav.getShort(HEADER + 2 * at)) < AUDIBLE ? quiet + 1 : 0;
                longest = Math.max(longest, quiet);
            }
            return Duration.ofMillis(longest * 1000L / RATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int sample(Duration at) {
        return (int) (at.toMillis() * RATE / 1000);
    }

    private static int samples(ByteBuffer wav) {
        return (wav.capacity() - HEADER) / 2;
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
