package io.recaller.continuation;

import io.recaller.customer.Handle;
import io.recaller.message.Peer;
import java.util.Optional;

/** A gateway by which links are sent to who never wrote there. */
public interface LinkDoor {
    /** As the settings name it. */
    String gateway();

    /** Whom it knows by a handle; empty: it reaches nobody by such a one. */
    Optional<Peer> peer(Handle handle);
}
