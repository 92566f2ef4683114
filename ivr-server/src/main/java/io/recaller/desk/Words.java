package io.recaller.desk;

import io.recaller.speech.Language;
import java.util.Map;

/**
 * A few words in several languages; the page shows the reader's language, else English, else any.
 */
public record Words(Map<Language, String> in) {
    public Words {
        in = Map.copyOf(in);
    }

    /** The same words for every reader: an id where there is no label. */
    public static Words plain(String words) {
        return new Words(Map.of(new Language("en"), words));
    }
}
