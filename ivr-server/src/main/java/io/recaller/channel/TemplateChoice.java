package io.recaller.channel;

import io.recaller.db.Storable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of the texts that may go out at any time, and what is filled in.
 *
 * @param id empty: the one without fields
 * @param values by field, as they can be kept
 */
public record TemplateChoice(Optional<String> id, Map<String, String> values) {
    public TemplateChoice {
        values =
                values.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        each -> Storable.mended(each.getValue())));
    }

    /** Empty: there is none of that name. */
    public Optional<ApprovedText> of(ReplyWindow window) {
        return id.map(window::template).orElseGet(window::plainTemplate);
    }

    /** Without what is filled in: it may be logged. */
    @Override
    public String toString() {
        return "TemplateChoice[" + id + "]";
    }
}
