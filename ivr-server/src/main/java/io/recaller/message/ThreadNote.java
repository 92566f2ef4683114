package io.recaller.message;

import java.time.Instant;
import java.util.UUID;

/**
 * What an agent noted in a thread, for agents only: it is never sent.
 *
 * @param id made up by the page that wrote it
 * @param after the place of the message it stands behind; 0: there was none
 * @param agentName who wrote it
 */
public record ThreadNote(UUID id, long after, String agentName, String text, Instant at) {
    /** Without what was noted: it may be logged. */
    @Override
    public String toString() {
        return "ThreadNote[" + id + "]";
    }
}
