package io.recaller;

import io.recaller.asterisk.ami.AmiLink;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.routing.ring.AgentPhones;
import java.util.Optional;

/**
 * What a server has of its Asterisk.
 *
 * @param link empty: there is none, people write and nobody calls
 * @param callers told how calls end
 */
record Asterisk(Optional<AmiLink> link, AgentPhones phones, CallerEvents callers) {
    static Asterisk linked(AmiLink link) {
        return new Asterisk(Optional.of(link), link.phones(), link.callers());
    }

    static Asterisk none(CallerEvents callers) {
        return new Asterisk(Optional.empty(), new NoTelephone(), callers);
    }
}
