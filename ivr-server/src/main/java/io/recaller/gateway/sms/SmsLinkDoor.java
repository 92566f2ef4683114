package io.recaller.gateway.sms;

import io.recaller.continuation.LinkDoor;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.message.Peer;
import java.util.Optional;

/**
 * Links as short messages: to any telephone number, by the same thread as whoever writes from it.
 */
public record SmsLinkDoor(String gateway, Senders senders) implements LinkDoor {
    @Override
    public Optional<Peer> peer(Handle handle) {
        return handle.kind() == HandleKind.TEL
                ? Optional.of(senders.peer(gateway, handle.value()))
                : Optional.empty();
    }
}
