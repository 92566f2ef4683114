package io.recaller.channel;

import io.recaller.message.Peer;
import java.time.Instant;
import java.util.Optional;

/**
 * What came in through a gateway.
 *
 * @param externalId the gateway's own id of it, unique for the peer: a repeat is not taken twice;
 *     empty: it has none
 * @param clientId as {@code externalId}, made up by a page
 */
public record Incoming(
        Peer peer, Said said, Optional<String> externalId, Optional<String> clientId, Instant at) {}
