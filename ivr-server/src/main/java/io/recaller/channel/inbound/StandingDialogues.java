package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Dialogues that wait for an answer in writing, as they were left here: who answers soon is
 * answered without all being read once more. One that has gone on elsewhere, or was read too long
 * ago, is read. Any thread; one that was taken is its taker's.
 */
final class StandingDialogues {
    /** What is known of somebody is no older than that when a message is answered. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(2);

    private static final int MOST = 2_000;

    /** In the order in which they were read; guarded by itself. */
    private final Map<ContactId, Standing> standing = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param arrival of whom it is known by: somebody who has proved more is read anew
     */
    record Standing(SelfService service, Arrival arrival, Instant readAt) {}

    /**
     * Takes it, so that nobody else does.
     *
     * @param version of the dialogue's row now
     * @return empty: read it
     */
    Optional<Standing> take(ContactId contact, Arrival arrival, long version, Instant now) {
        synchronized (standing) {
            return Optional.ofNullable(standing.remove(contact))
                    .filter(each -> each.service().version() == version)
                    .filter(each -> each.arrival().equals(arrival))
                    .filter(each -> each.readAt().plus(KEPT_FOR).isAfter(now));
        }
    }

    /** Keeps it where it waits for an answer. */
    void keep(Standing left, Instant now) {
        synchronized (standing) {
            standing.put(left.service().contact(), left);
            var oldest = standing.values().iterator();
            while (oldest.hasNext() && isTooMuch(oldest.next(), now)) {
                oldest.remove();
            }
        }
    }

    private boolean isTooMuch(Standing oldest, Instant now) {
        return standing.size() > MOST || !oldest.readAt().plus(KEPT_FOR).isAfter(now);
    }
}
