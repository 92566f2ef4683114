package io.recaller.notice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a gateway lets go out at any time, filled in with what is known of a customer.
 *
 * @param id its name in the settings
 * @param filling what it says with these values of fields; empty: one is missing, or cannot go out
 */
public record NoticeTemplate(String id, Function<Map<String, String>, Optional<Filled>> filling) {
    /**
     * As it goes out.
     *
     * @param values what its fields are filled with, in their order
     */
    public record Filled(String text, List<String> values) {
        public Filled {
            values = List.copyOf(values);
        }
    }
}
