package io.recaller.channel;

import io.recaller.message.Author;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long after somebody's last message they may be answered.
 *
 * @param flow what a flow says
 * @param agent what an agent writes, at least as long
 * @param template what may be sent after that, in words; empty: nothing
 */
public record ReplyWindow(Duration flow, Duration agent, Optional<String> template) {
    /** Why a message was not sent: desks have words for it. */
    public static final String OVER = "window";

    /** Until when, exclusive. */
    public Instant until(Author author, Instant lastHeard) {
        return lastHeard.plus(author == Author.AGENT ? agent : flow);
    }
}
