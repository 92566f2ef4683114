package io.recaller.speech;

import java.util.HashMap;
import java.util.Map;

/** A sentence or two of ours, in every language that we have words in; not of a flow. */
public final class OwnWords {
    private static final String[] TAGS = "en ru kk de fr es it pt uk tr".split(" ", -1);

    private final Map<String, String> words;

    private OwnWords(Map<String, String> words) {
        this.words = Map.copyOf(words);
    }

    /**
     * One text a language.
     *
     * @param inTurn English, Russian, Kazakh, German, French, Spanish, Italian, Portuguese,
     *     Ukrainian, Turkish
     */
    public static OwnWords of(String... inTurn) {
        var words = new HashMap<String, String>();
        for (var i = 0; i < TAGS.length; i++) {
            words.put(TAGS[i], inTurn[i]);
        }
        return new OwnWords(words);
    }

    /** One piece to be spoken; English where the language is missing. */
    public Prompt in(Language language) {
        return language.in(words)
                .map(own -> new Prompt(language, own))
                .orElseGet(() -> new Prompt(new Language("en"), words.getOrDefault("en", "")));
    }

    public boolean has(Language language) {
        return language.in(words).isPresent();
    }
}
