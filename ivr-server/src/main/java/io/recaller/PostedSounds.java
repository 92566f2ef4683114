package io.recaller;

import io.recaller.asterisk.prompt.Prompts;
import io.recaller.conversation.voice.Line;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the sound of what other systems post, notices and recommendations, and keeps it fresh while
 * it runs, so that no caller waits for it: one at a time, for callers' own words come first.
 * Belongs to one thread.
 */
final class PostedSounds implements Runnable {
    /** What is left is for the next time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Prompts prompts;
    private final Supplier<List<Map<String, String>>> texts;
    private final Set<Language> spoken;

    /**
     * @param texts of what runs, by language; blocks
     * @param spoken languages of the flows: nobody hears another one
     */
    PostedSounds(
            Prompts prompts,
            Supplier<List<Map<String, String>>> texts,
            Collection<Language> spoken) {
        this.prompts = prompts;
        this.texts = texts;
        this.spoken = Set.copyOf(spoken);
    }

    @Override
    public void run() {
        var until = System.nanoTime() + AT_ONCE.toNanos();
        for (var each : texts.get()) {
            for (var language : spoken) {
                var text = language.in(each).orElse(null);
                var left = until - System.nanoTime();
                if (text != null && !isMade(new Prompt(language, text), left)) {
                    return;
                }
            }
        }
    }

    /** False: there is no time left. What cannot be made is left out, as callers leave it out. */
    private boolean isMade(Prompt prompt, long nanos) {
        var speech = Speech.of(prompt);
        return prompts.areKnown(speech)
                || (nanos > 0
                        && prompts.prepare(speech, Duration.ofNanos(nanos)) != Line.Words.LATE);
    }
}
