package io.recaller.conversation.waiting;

import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.util.Map;

/** The last word to whom nothing else was said. */
final class Farewell {
    private static final Map<String, String> WORDS =
            Map.of(
                    "en", "Goodbye.",
                    "ru", "До свидания.",
                    "kk", "Сау болыңыз.",
                    "de", "Auf Wiederhören.",
                    "fr", "Au revoir.",
                    "es", "Adiós.",
                    "it", "Arrivederci.",
                    "pt", "Até logo.",
                    "uk", "До побачення.",
                    "tr", "Hoşça kalın.");

    private Farewell() {}

    static Prompt in(Language language) {
        return language.in(WORDS)
                .map(own -> new Prompt(language, own))
                .orElseGet(() -> new Prompt(new Language("en"), WORDS.getOrDefault("en", "")));
    }
}
