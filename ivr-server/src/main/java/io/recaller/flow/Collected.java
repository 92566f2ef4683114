package io.recaller.flow;

import io.recaller.speech.Language;
import java.util.Map;
import java.util.Optional;

/**
 * What a dialogue brings to texts and conditions.
 *
 * @param language it is held in
 * @param data what was keyed and looked up, by name
 * @param taken the offer last said yes to on this contact
 * @param hours the name of the opening hours that were asked for last
 */
public record Collected(
        Language language,
        Map<String, String> data,
        Optional<Offering> taken,
        Optional<String> hours) {
    /** Before opening hours were asked for. */
    public Collected(Language language, Map<String, String> data, Optional<Offering> taken) {
        this(language, data, taken, Optional.empty());
    }

    /** Nothing yet. */
    public static Collected nothing(Language language) {
        return new Collected(language, Map.of(), Optional.empty());
    }
}
