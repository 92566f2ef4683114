package io.recaller.channel.agent;

import io.recaller.channel.ApprovedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That somebody may be answered for a time only.
 *
 * @param until exclusive, as an agent may answer
 * @param templates what may be sent after that; empty: nothing
 */
public record Answerable(Instant until, List<ApprovedText> templates) {
    public Answerable {
        templates = List.copyOf(templates);
    }

    /** One that needs nothing to be filled in, the first. */
    public Optional<ApprovedText> plainTemplate() {
        return templates.stream().filter(each -> each.fields().isEmpty()).findFirst();
    }
}
