package io.recaller.speech;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * What may be filled into a text.
 *
 * @param words the values by argument name, as they are stored: digits, plain numbers, ISO-8601
 *     instants, words
 * @param spelled the arguments that are spoken digit by digit
 * @param zone in which instants are spoken
 */
public record Values(Map<String, String> words, Set<String> spelled, ZoneId zone) {
    public Values {
        words = Map.copyOf(words);
        spelled = Set.copyOf(spelled);
    }

    /** For readers: nothing is spelled out. */
    Values asRead() {
        return new Values(words, Set.of(), zone);
    }
}
