package io.recaller.gateway.sms;

import io.recaller.continuation.LinkDoor;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Tx;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.Instant;
import java.util.Optional;

/**
 * Links as short messages: to any telephone number, by the same thread as whoever writes from it.
 */
public record SmsLinkDoor(String gateway, Senders senders) implements LinkDoor {
    @Override
    public Optional<ThreadId> thread(Tx tx, Handle number, Instant now) {
        return number.kind() == HandleKind.TEL
                ? Optional.of(new Threads().open(tx, senders.peer(gateway, number.value()), now))
                : Optional.empty();
    }
}
