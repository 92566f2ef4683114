package io.recaller.speech;

import java.time.Duration;

/** How long a prompt lasts: measured from its audio file, or estimated where there is none. */
@FunctionalInterface
public interface PromptLengths {
    /** Never negative, never zero. Must not block: it is asked while a menu is planned. */
    Duration of(Prompt prompt);

    /**
     * About 14 characters a second and 0.3 s around them: a reader's pace in English and Russian.
     */
    static PromptLengths estimated() {
        return prompt -> Duration.ofMillis(300 + prompt.words().length() * 1000L / 14);
    }
}
