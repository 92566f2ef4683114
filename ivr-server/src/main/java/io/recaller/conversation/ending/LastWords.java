package io.recaller.conversation.ending;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import java.time.Instant;
import java.util.Optional;

/** What Asterisk has kept about how calls ended, also of those nobody listened to. */
@FunctionalInterface
public interface LastWords {
    /**
     * Empty when nothing is kept. May take a second.
     *
     * @throws RuntimeException when Asterisk cannot be asked now
     */
    Optional<LastWord> of(ContactId contact);

    /**
     * How one call ended.
     *
     * @param inRingGroup the dialplan had led it to the ring group by then
     * @param at by Asterisk's clock, in whole seconds
     * @param how untold by older dialplans, and in the ring group
     * @param cause what led it to the ring group, where that is told
     */
    record LastWord(boolean inRingGroup, Instant at, HangUp how, Optional<Unserved> cause) {}
}
