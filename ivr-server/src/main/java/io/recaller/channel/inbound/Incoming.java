package io.recaller.channel.inbound;

import io.recaller.channel.Said;
import io.recaller.message.Peer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came in through a gateway.
 *
 * @param externalId the gateway's own id of it, unique for the peer: a repeat is not taken twice;
 *     empty: it has none
 * @param clientId as {@code externalId}, made up by a page
 * @param files what came with it, in order
 */
public record Incoming(
        Peer peer,
        Said said,
        Optional<String> externalId,
        Optional<String> clientId,
        Instant at,
        List<IncomingFile> files) {
    public Incoming {
        files = List.copyOf(files);
    }

    /** Without files. */
    public Incoming(
            Peer peer,
            Said said,
            Optional<String> externalId,
            Optional<String> clientId,
            Instant at) {
        this(peer, said, externalId, clientId, at, List.of());
    }

    /** The same with those files. */
    public Incoming with(List<IncomingFile> its) {
        return new Incoming(peer, said, externalId, clientId, at, its);
    }
}
