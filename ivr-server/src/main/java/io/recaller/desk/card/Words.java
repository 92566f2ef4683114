package io.recaller.desk.card;

import io.recaller.speech.Language;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A few words in several languages; the page shows the reader's language, else English, else any.
 */
public record Words(Map<Language, String> in) {
    public Words {
        in = Map.copyOf(in);
    }

    /** Labels as the registry has them, by language tag. */
    public static Words of(Map<String, String> labels) {
        return new Words(
                labels.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        label -> new Language(label.getKey()),
                                        Map.Entry::getValue)));
    }

    /** The same words for every reader: an id where there is no label. */
    public static Words plain(String words) {
        return new Words(Map.of(new Language("en"), words));
    }
}
