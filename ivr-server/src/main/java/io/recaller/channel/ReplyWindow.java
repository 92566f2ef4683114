package io.recaller.channel;

import io.recaller.message.Author;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long after somebody's last message they may be answered.
 *
 * @param flow what a flow says
 * @param agent what an agent writes, at least as long
 * @param templates what may be sent after that; empty: nothing
 */
public record ReplyWindow(Duration flow, Duration agent, List<ApprovedText> templates) {
    /** Why a message was not sent: desks have words for it. */
    public static final String OVER = "window";

    public ReplyWindow {
        templates = List.copyOf(templates);
    }

    /** One that needs nothing to be filled in, the first. */
    public Optional<ApprovedText> plainTemplate() {
        return templates.stream().filter(each -> each.fields().isEmpty()).findFirst();
    }

    /** That one. */
    public Optional<ApprovedText> template(String id) {
        return templates.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Until when, exclusive. */
    public Instant until(Author author, Instant lastHeard) {
        return lastHeard.plus(author == Author.AGENT ? agent : flow);
    }
}
