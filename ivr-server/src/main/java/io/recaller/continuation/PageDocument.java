package io.recaller.continuation;

import io.recaller.speech.Language;
import java.util.Map;

/**
 * A document that agents may show on a page.
 *
 * @param name in the settings
 * @param labels what it is called, by language
 * @param url where browsers find it
 */
public record PageDocument(String name, Map<Language, String> labels, String url) {
    private static final Language ENGLISH = new Language("en");

    public PageDocument {
        labels = Map.copyOf(labels);
    }

    /** Called so in that language, else in English, else as the settings name it. */
    PageTurn.Document in(Language language) {
        return new PageTurn.Document(
                language.among(labels.keySet())
                        .or(() -> ENGLISH.among(labels.keySet()))
                        .map(labels::get)
                        .orElse(name),
                url);
    }
}
